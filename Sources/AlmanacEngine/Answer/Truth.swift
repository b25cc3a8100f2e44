/// The answer to a test: *yes* for every value that the data allows, *no* for none, else *maybe*.
public enum Truth: String, Hashable, Sendable {
  case no
  case maybe
  case yes
}
