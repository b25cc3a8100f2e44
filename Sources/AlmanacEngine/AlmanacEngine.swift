// AlmanacEngine
