package dev.stint.coordinator.cli;

import dev.stint.config.job.DataSize;
import dev.stint.coordinator.session.FunctionMode;
import dev.stint.coordinator.session.SessionSettings;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/// The options of every command that plans or runs something.
final class SessionOptions {

  @Option(
      names = "--target",
      paramLabel = "TARGET",
      defaultValue = "local",
      description = "Where to run: local (the default); localstack and aws are not available yet.")
  Target target = Target.LOCAL;

  @Option(
      names = "--functions",
      paramLabel = "threads|processes",
      defaultValue = "threads",
      description =
          "What functions are on the local target: threads (the default), or processes of their own"
              + " that speak Lambda's Runtime API.")
  FunctionMode functions = FunctionMode.THREADS;

  @Option(
      names = "--parallelism",
      paramLabel = "N",
      description = "How many functions may run at once; by default one per processor.")
  @Nullable Integer parallelism;

  @Option(
      names = "--memory",
      paramLabel = "SIZE",
      converter = SizeConverter.class,
      description = "A function's memory, 128MiB to 10GiB; by default 1769MiB, one processor's.")
  @Nullable DataSize memory;

  @Option(
      names = "--data-dir",
      paramLabel = "FOLDER",
      description =
          "Where s3:// paths are kept on the local target; by default the folder s3 in $STINT_HOME,"
              + " or in ~/.stint.")
  @Nullable Path dataFolder;

  @Option(
      names = "--time-zone",
      paramLabel = "ZONE",
      converter = ZoneConverter.class,
      description = "In which timestamps are read and printed; by default this machine's.")
  @Nullable String timeZone;

  @Option(
      names = {"-q", "--quiet"},
      description = "No progress and no report, only errors.")
  boolean isQuiet;

  @Option(names = "--debug", description = "Log, and print stack traces.")
  boolean isDebug;

  /// What the options amount to.
  SessionSettings settings(Console console) {
    if (isDebug) {
      Logging.loud();
    } else {
      Logging.quiet();
    }
    target.requireAvailable();
    return new SessionSettings(
        functions,
        parallelism == null ? Runtime.getRuntime().availableProcessors() : parallelism,
        memory == null ? SessionSettings.DEFAULT_FUNCTION_MEMORY_BYTES : memory.bytes(),
        dataFolder(console),
        home(console).resolve("cache"),
        home(console).resolve("work"),
        timeZone == null ? ZoneId.systemDefault().getId() : timeZone);
  }

  /// The same as [#settings], planning in `zone` unless the user asked for another.
  SessionSettings settings(Console console, ZoneId zone) {
    var settings = settings(console);
    return timeZone == null ? settings.withTimeZone(zone.getId()) : settings;
  }

  Path dataFolder(Console console) {
    return dataFolder == null ? home(console).resolve("s3") : dataFolder.toAbsolutePath();
  }

  /// Where Stint keeps what outlives a command.
  static Path home(Console console) {
    var home = console.environment().getOrDefault("STINT_HOME", "");
    return home.isEmpty()
        ? Path.of(System.getProperty("user.home"), ".stint")
        : Path.of(home).toAbsolutePath();
  }

  /// Sizes of functions.
  static final class SizeConverter implements ITypeConverter<DataSize> {
    @Override
    public DataSize convert(String text) {
      DataSize size = parse(text);
      if (size.bytes() < SessionSettings.MIN_FUNCTION_MEMORY_BYTES
          || size.bytes() > SessionSettings.MAX_FUNCTION_MEMORY_BYTES) {
        throw new TypeConversionException("a function has 128MiB to 10GiB, not " + text);
      }
      return size;
    }
  }

  /// Any size.
  static final class AnySizeConverter implements ITypeConverter<DataSize> {
    @Override
    public DataSize convert(String text) {
      return parse(text);
    }
  }

  private static DataSize parse(String text) {
    try {
      return DataSize.parse(text);
    } catch (IllegalArgumentException e) {
      throw new TypeConversionException(e.getMessage());
    }
  }

  static final class ZoneConverter implements ITypeConverter<String> {
    @Override
    public String convert(String text) {
      try {
        return ZoneId.of(text).getId();
      } catch (DateTimeException e) {
        throw new TypeConversionException(
            "'" + text + "' is not a time zone; write one like Europe/Berlin or +02:00");
      }
    }
  }
}
