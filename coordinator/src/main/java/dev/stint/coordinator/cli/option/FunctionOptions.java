package dev.stint.coordinator.cli.option;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/// Jars of functions that statements may call.
public final class FunctionOptions {

  @Option(
      names = "--jar",
      paramLabel = "FILE",
      description =
          "A jar of functions in Java, here or in S3, that statements may call; repeatable.")
  public List<String> jars = new ArrayList<>();
}
