package dev.stint.sql.function;

import java.util.List;

/// What the docs say of a function: its names, how it is called, what is not seen from that, and an
/// example: what follows SELECT, and the one value that it gives.
public record FunctionDoc(
    List<String> names, String usage, String notes, String example, String result) {

  public FunctionDoc {
    names = List.copyOf(names);
  }
}
