package dev.stint.config.job;

import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Reads job files. Everything in one is known and of the right kind, or the file is refused with
/// file, line, column and key.
public final class JobReader {

  private static final List<String> FORMATS = List.of("parquet", "csv", "json");

  private final Fields root;

  private JobReader(Fields root) {
    this.root = root;
  }

  /// Reads a file of a job that is executed for no time that is known.
  ///
  /// @throws JobException when the file is not there or something in it has to be mended
  public static Job read(Path file, Map<String, String> parameters) {
    return read(file, parameters, RunTimes.UNKNOWN);
  }

  /// Reads a file, with `parameters` in place of the defaults it gives, to be executed for `times`.
  ///
  /// @throws JobException when the file is not there or something in it has to be mended
  public static Job read(Path file, Map<String, String> parameters, RunTimes times) {
    return parse(file.toString(), text(file), parameters, times);
  }

  /// The text of a job file.
  ///
  /// @throws JobException when it cannot be read
  public static String text(Path file) {
    try {
      return Files.readString(file, StandardCharsets.UTF_8);
    } catch (NoSuchFileException e) {
      throw new JobException("there is no job file " + file, e);
    } catch (AccessDeniedException e) {
      throw new JobException(
          "cannot read job file %s: permission denied; check its owner and mode".formatted(file),
          e);
    } catch (MalformedInputException e) {
      throw new JobException("job file " + file + " is not UTF-8 text", e);
    } catch (IOException e) {
      throw new JobException("cannot read job file " + file + ": " + e.getMessage(), e);
    }
  }

  /// Reads the text of a job file of a job that is executed for no time that is known.
  ///
  /// @throws JobException when something in it has to be mended
  public static Job parse(String file, String text, Map<String, String> parameters) {
    return parse(file, text, parameters, RunTimes.UNKNOWN);
  }

  /// Reads the text of a job file; `file` names it in messages.
  ///
  /// @throws JobException when something in it has to be mended
  public static Job parse(
      String file, String text, Map<String, String> parameters, RunTimes times) {
    var mapping = Fields.mapping(YamlReader.read(file, text));
    var plain = new Fields(mapping, new Parameters(file, Map.of(), Map.of(), RunTimes.UNKNOWN));
    var filled = new Parameters(file, defaults(plain), parameters, times);
    return new JobReader(new Fields(mapping, filled)).job();
  }

  private static Map<String, @Nullable String> defaults(Fields root) {
    var defaults = new LinkedHashMap<String, @Nullable String>();
    for (var entry : root.entries("parameters")) {
      boolean isRequired = entry.value() instanceof YamlNode.Scalar scalar && scalar.text() == null;
      defaults.put(entry.key(), isRequired ? null : root.text(entry.value()));
    }
    return defaults;
  }

  private Job job() {
    root.find("parameters");
    var inputs = inputs();
    var job =
        new Job(
            root.text("name"),
            inputs,
            statements(inputs.keySet()),
            new TriggerReader(root, inputs.keySet()).triggers(),
            limits(root.find("limits")),
            root.texts("functions"));
    root.refuseUnknown();
    return job;
  }

  private Map<String, Input> inputs() {
    var inputs = new LinkedHashMap<String, Input>();
    for (var entry : root.entries("inputs")) {
      inputs.put(entry.key(), input(entry.value()));
    }
    return inputs;
  }

  /// A path alone stands for an input with nothing but a path.
  private Input input(YamlNode node) {
    if (node instanceof YamlNode.Scalar) {
      return new Input(root.text(node), null, Map.of(), null);
    }
    var fields = root.fields(node);
    var input =
        new Input(
            fields.text("path"),
            fields.has("format") ? fields.choice("format", "", FORMATS) : null,
            fields.textMap("options"),
            fields.optionalText("schema"));
    fields.refuseUnknown();
    return input;
  }

  /// Either `sql` with an `output`, or a list of `statements`.
  private List<Statement> statements(Set<String> inputNames) {
    if (!root.has("statements")) {
      if (!root.has("sql")) {
        throw root.place().refuse("sql is missing; write sql: or a list of statements:");
      }
      return List.of(new Statement(null, root.text("sql"), output(root.find("output"))));
    }
    var sql = root.find("sql");
    if (sql != null) {
      throw sql.place().refuse("sql stands beside statements; put it into the list");
    }
    var statements = new ArrayList<Statement>();
    var names = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    names.addAll(inputNames);
    for (var item : root.items("statements")) {
      statements.add(statement(item, names));
    }
    return checked(statements);
  }

  private Statement statement(YamlNode node, Set<String> names) {
    if (node instanceof YamlNode.Scalar) {
      return new Statement(null, root.text(node), null);
    }
    var fields = root.fields(node);
    var name = fields.find("name");
    var statement =
        new Statement(
            fields.optionalText("name"), fields.text("sql"), output(fields.find("output")));
    fields.refuseUnknown();
    if (name != null && !names.add(fields.text("name"))) {
      throw name.place()
          .refuse("an input or statement is named '" + fields.text("name") + "' already");
    }
    return statement;
  }

  private List<Statement> checked(List<Statement> statements) {
    if (statements.isEmpty()) {
      throw root.place().refuse("statements is empty; write at least one");
    }
    for (int i = 0; i < statements.size() - 1; i++) {
      var statement = statements.get(i);
      if (statement.name() == null && statement.output() == null) {
        throw root.items("statements")
            .get(i)
            .place()
            .refuse(
                "statements[%d] has neither name nor output, so nothing can come of it"
                    .formatted(i));
      }
    }
    return statements;
  }

  private @Nullable Output output(YamlNode.@Nullable Entry entry) {
    if (entry == null) {
      return null;
    }
    var fields = root.fields(entry.value());
    var modes = List.of("append", "overwrite", "errorifexists", "ignore");
    var targetFileSize = fields.parsed("targetFileSize", DataSize::parse);
    var output =
        new Output(
            fields.text("path"),
            fields.choice("format", Output.DEFAULT_FORMAT, FORMATS),
            Output.Mode.valueOf(
                fields.choice("mode", "errorifexists", modes).toUpperCase(Locale.ROOT)),
            fields.texts("partitionBy"),
            targetFileSize == null ? Output.DEFAULT_TARGET_FILE_SIZE : targetFileSize,
            fields.textMap("options"));
    fields.refuseUnknown();
    return output;
  }

  private Limits limits(YamlNode.@Nullable Entry entry) {
    if (entry == null) {
      return Limits.NONE;
    }
    var fields = root.fields(entry.value());
    var limits =
        new Limits(
            fields.parsed("maxCost", Limits::parseCost),
            fields.parsed("maxDuration", Limits::parseDuration),
            fields.parsed("maxParallelism", Limits::parseParallelism));
    fields.refuseUnknown();
    return limits;
  }
}
