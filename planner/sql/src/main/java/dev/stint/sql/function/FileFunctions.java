package dev.stint.sql.function;

import dev.stint.plan.expression.Literal;
import dev.stint.plan.failure.StintException;
import dev.stint.plan.stage.Split;
import dev.stint.plan.type.DataType;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// What is true of the file that a row was read from. Over rows of no file they are constants; over
/// others `analyze.InputFiles` takes their place.
public enum FileFunctions {
  INPUT_FILE_NAME("''", "Its path as a URI; `''` where rows are of no file.") {
    @Override
    public String of(Split split) {
      return uri(split.path());
    }
  },
  INPUT_FILE_BLOCK_START("-1", "Where the part of it begins that was read.") {
    @Override
    public String of(Split split) {
      return Long.toString(split.offset());
    }
  },
  INPUT_FILE_BLOCK_LENGTH("-1", "How many bytes that part has.") {
    @Override
    public String of(Split split) {
      return Long.toString(split.length());
    }
  };

  private final String ofNoFile;
  private final String says;

  FileFunctions(String ofNoFile, String says) {
    this.ofNoFile = ofNoFile;
    this.says = says;
  }

  /// Its value, as text, for all rows of a split.
  public abstract String of(Split split);

  public DataType type() {
    return this == INPUT_FILE_NAME ? DataType.STRING : DataType.BIGINT;
  }

  /// Its value for rows that are of no file.
  public Literal ofNoFile() {
    return new Literal(type(), ofNoFile.replace("'", ""));
  }

  public String sqlName() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static Optional<FileFunctions> of(String name) {
    return Arrays.stream(values()).filter(one -> one.name().equalsIgnoreCase(name)).findFirst();
  }

  static void define(ScalarFunctions functions) {
    for (var function : values()) {
      String call = function.sqlName() + "()";
      functions
          .define(function.sqlName(), 0, 0, _ -> function.ofNoFile())
          .says(call, function.says)
          .example(call + " = " + function.ofNoFile, "true");
    }
  }

  /// With `%20` for a blank and its like, as Spark has paths.
  private static String uri(String path) {
    int end = path.indexOf("://");
    int slash = path.indexOf('/', end + 3);
    try {
      return new URI(
              path.substring(0, end),
              path.substring(end + 3, slash),
              path.substring(slash),
              null,
              null)
          .toString();
    } catch (URISyntaxException e) {
      throw StintException.internal("no URI can be made of " + path, e);
    }
  }
}
