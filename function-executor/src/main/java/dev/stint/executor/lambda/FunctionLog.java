package dev.stint.executor.lambda;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.stint.plan.failure.StintException;
import dev.stint.plan.task.TaskRequest;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Locale;
import java.util.Map;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.jspecify.annotations.Nullable;

/// The log of a function: what [System.Logger] and the libraries say, a JSON object per line, with
/// the ids of the attempt that runs. `STINT_LOG_LEVEL`, or else Lambda's own
/// `AWS_LAMBDA_LOG_LEVEL`, says from which level on: `ERROR`, `WARN`, `INFO` (the default), `DEBUG`
/// or `TRACE`; libraries are heard one level later.
public final class FunctionLog {

  private static final String LEVEL = "STINT_LOG_LEVEL";
  private static final String LAMBDA_LEVEL = "AWS_LAMBDA_LOG_LEVEL";

  /// Held, since the log manager lets go of loggers that nobody holds, and of their levels.
  private static final Logger OWN_LOGGER = Logger.getLogger("dev.stint");

  /// Warns at each start that Hadoop's native library is missing, which nothing here needs.
  private static final Logger NATIVE_CODE_LOGGER =
      Logger.getLogger("org.apache.hadoop.util.NativeCodeLoader");

  private final JsonLines lines;

  /// A function runs one attempt at a time; threads beside it belong to it.
  private volatile @Nullable TaskRequest attempt;

  FunctionLog(JsonLines lines) {
    this.lines = lines;
  }

  /// Turns the process's whole log into lines on standard output.
  ///
  /// @throws StintException of kind USER naming the variable whose level is none
  public static FunctionLog install(Map<String, String> environment) {
    var log = new FunctionLog(new JsonLines(System.out));
    var level = level(environment);
    LogManager.getLogManager().reset();
    var root = Logger.getLogger("");
    root.setLevel(quieter(level));
    OWN_LOGGER.setLevel(level);
    NATIVE_CODE_LOGGER.setLevel(Level.SEVERE);
    root.addHandler(log.handler());
    return log;
  }

  /// From now on lines carry the ids of `request`; of none for `null`.
  void enter(@Nullable TaskRequest request) {
    attempt = request;
  }

  Handler handler() {
    return new LineHandler();
  }

  static void writeIds(JsonGenerator json, TaskRequest request) throws IOException {
    json.writeStringField("run", request.runId());
    json.writeNumberField("stage", request.stageId());
    json.writeNumberField("task", request.taskIndex());
    json.writeNumberField("attempt", request.attempt());
  }

  static Level level(Map<String, String> environment) {
    String name = environment.getOrDefault(LEVEL, "").isBlank() ? LAMBDA_LEVEL : LEVEL;
    String text = environment.getOrDefault(name, "");
    return switch (text.toUpperCase(Locale.ROOT)) {
      case "", "INFO" -> Level.INFO;
      case "FATAL", "ERROR" -> Level.SEVERE;
      case "WARN" -> Level.WARNING;
      case "DEBUG" -> Level.FINE;
      case "TRACE" -> Level.FINER;
      default ->
          throw StintException.user(
              "%s=%s: write ERROR, WARN, INFO, DEBUG or TRACE".formatted(name, text));
    };
  }

  private static Level quieter(Level level) {
    if (level.intValue() >= Level.WARNING.intValue()) {
      return level;
    }
    if (level.equals(Level.INFO)) {
      return Level.WARNING;
    }
    return level.equals(Level.FINE) ? Level.INFO : Level.FINE;
  }

  private static String name(Level level) {
    int value = level.intValue();
    if (value >= Level.SEVERE.intValue()) {
      return "ERROR";
    }
    if (value >= Level.WARNING.intValue()) {
      return "WARN";
    }
    if (value >= Level.INFO.intValue()) {
      return "INFO";
    }
    return value >= Level.FINE.intValue() ? "DEBUG" : "TRACE";
  }

  private final class LineHandler extends Handler {

    private final SimpleFormatter formatter = new SimpleFormatter();

    @Override
    public void publish(LogRecord line) {
      lines.write(json -> write(json, line));
    }

    private void write(JsonGenerator json, LogRecord line) throws IOException {
      json.writeStringField("timestamp", line.getInstant().toString());
      json.writeStringField("level", name(line.getLevel()));
      json.writeStringField("logger", line.getLoggerName());
      json.writeStringField("message", formatter.formatMessage(line));
      var request = attempt;
      if (request != null) {
        writeIds(json, request);
      }
      if (line.getThrown() != null) {
        var trace = new StringWriter();
        line.getThrown().printStackTrace(new PrintWriter(trace));
        json.writeStringField("stackTrace", trace.toString());
      }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }
}
