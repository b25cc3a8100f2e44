internal import ArgumentParser

print("almanac")
