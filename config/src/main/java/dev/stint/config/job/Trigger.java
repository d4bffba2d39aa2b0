package dev.stint.config.job;

import dev.stint.config.schedule.ScheduleExpression;
import java.time.Duration;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/// What starts an execution of a registered job without anybody typing.
public sealed interface Trigger {

  /// An object created in `bucket` whose key begins with `prefix`, ends with `suffix` and matches
  /// `glob`, where there is one. The objects become the files of the job's input named `input`,
  /// which is one of the job's. With a `window` above zero all objects that come within this time
  /// of the first one are read by one execution; without, each object by its own.
  record S3Upload(
      String bucket,
      String prefix,
      String suffix,
      @Nullable KeyGlob glob,
      Duration window,
      String input)
      implements Trigger {

    /// The longest window.
    public static final Duration MAX_WINDOW = Duration.ofDays(1);

    public S3Upload {
      if (window.isNegative() || window.compareTo(MAX_WINDOW) > 0) {
        throw new IllegalArgumentException("window: " + window);
      }
    }

    /// Whether an object with that key, as it is called in S3, starts the job.
    public boolean takes(String key) {
      return key.startsWith(prefix)
          && key.endsWith(suffix)
          && key.length() >= Math.max(prefix.length(), suffix.length())
          && (glob == null || glob.matches(key));
    }

    /// What all keys begin with that it takes.
    public String literalPrefix() {
      var fixed = glob == null ? "" : glob.literalPrefix();
      return fixed.length() > prefix.length() ? fixed : prefix;
    }
  }

  /// A schedule of EventBridge Scheduler: `cron(0 3 * * ? *)`, `rate(1 hour)`,
  /// `at(2026-01-31T03:00:00)`. When several of its times have been missed, the newest `catchUp` of
  /// them are made up for, the oldest first.
  record Schedule(ScheduleExpression expression, ZoneId timeZone, int catchUp, Overlap overlap)
      implements Trigger {

    public static final int DEFAULT_CATCH_UP = 1;
    public static final int MAX_CATCH_UP = 100;

    public Schedule {
      if (catchUp < 0 || catchUp > MAX_CATCH_UP) {
        throw new IllegalArgumentException("catchUp: " + catchUp);
      }
    }
  }

  /// What happens at a scheduled time at which a scheduled execution of the job still runs.
  enum Overlap {
    /// The time is passed over.
    SKIP,
    /// Both run.
    ALLOW
  }
}
