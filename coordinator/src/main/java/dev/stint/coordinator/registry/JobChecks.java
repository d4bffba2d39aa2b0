package dev.stint.coordinator.registry;

import dev.stint.config.job.Job;
import dev.stint.config.job.Output;
import dev.stint.config.job.Trigger;
import dev.stint.plan.failure.StintException;
import dev.stint.plan.path.UserPath;
import dev.stint.sql.SqlPlanner;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// What a job must be like to be executed without a user.
public final class JobChecks {

  /// EventBridge allows 64 letters for the names that are made of it.
  private static final String NAME = "[A-Za-z0-9][A-Za-z0-9_-]{0,31}";

  private static final int MAX_TRIGGERS = 20;

  private JobChecks() {}

  /// Whether a registered job can have that name.
  public static boolean isName(String text) {
    return text.matches(NAME);
  }

  static boolean takesUploads(Job job) {
    return job.triggers().stream().anyMatch(Trigger.S3Upload.class::isInstance);
  }

  /// @throws StintException of kind USER naming what is to be changed
  static void requireUnattended(String file, Job job) {
    if (!isName(job.name())) {
      throw refused(
          file,
          "name is '%s'; a registered job's name has 1 to 32 letters, digits, hyphens and underscores"
              .formatted(job.name()));
    }
    if (job.triggers().isEmpty() || job.triggers().size() > MAX_TRIGGERS) {
      throw refused(
          file,
          job.triggers().isEmpty()
              ? "the job has no triggers, so nothing would start it; declare some, or run it with"
                  + " 'stint run'"
              : "the job has more than %d triggers".formatted(MAX_TRIGGERS));
    }
    if (job.statements().getLast().output() == null) {
      throw refused(
          file,
          "the last statement has no output, and nobody would see its rows; give it an output");
    }
    requireParsable(file, job);
    refuseLoops(file, job);
    for (var path : paths(job)) {
      if (!isAbsolute(path)) {
        throw refused(
            file,
            "'%s' is taken from the folder in which a command is started, and triggers have none; write s3://… or the whole path from /"
                .formatted(path));
      }
    }
  }

  private static void requireParsable(String file, Job job) {
    for (int i = 0; i < job.statements().size(); i++) {
      try {
        new SqlPlanner().requireParsable(job.statements().get(i).sql());
      } catch (StintException e) {
        var place = job.statements().size() == 1 ? "sql" : "statements[%d].sql".formatted(i);
        throw StintException.user(
            "%s: %s cannot be parsed: %s".formatted(file, place, e.getMessage()), e);
      }
    }
  }

  /// Files that a job writes must not start it.
  private static void refuseLoops(String file, Job job) {
    for (var statement : job.statements()) {
      var output = statement.output();
      for (var trigger : job.triggers()) {
        if (output != null && trigger instanceof Trigger.S3Upload upload && takes(upload, output)) {
          throw refused(
              file,
              "what is written to %s starts the job again, by its trigger for uploads to s3://%s/%s; write elsewhere, or narrow the trigger"
                  .formatted(output.path(), upload.bucket(), upload.literalPrefix()));
        }
      }
    }
  }

  private static boolean takes(Trigger.S3Upload upload, Output output) {
    if (!UserPath.isInS3(output.path())) {
      return false;
    }
    var folder = UserPath.absolute(output.path());
    var root = "s3://" + upload.bucket() + "/";
    if (!folder.startsWith(root)) {
      return false;
    }
    var key = folder.substring(root.length());
    var slash = key.isEmpty() || key.endsWith("/") ? "" : "/";
    return upload.takes(key + slash + "part-0." + output.format())
        || upload.takes(key + slash + "column=value/part-0." + output.format());
  }

  private static boolean isAbsolute(String path) {
    return path.startsWith("/") || path.toLowerCase(Locale.ROOT).matches("[a-z0-9]+:/.*");
  }

  private static StintException refused(String file, String message) {
    return StintException.user(file + ": " + message);
  }

  /// All that a job reads and writes, as it is written; of SQL that cannot be parsed, nothing.
  public static List<String> paths(Job job) {
    var paths = new ArrayList<String>();
    job.inputs().values().forEach(input -> paths.add(input.path()));
    paths.addAll(job.functions());
    for (var statement : job.statements()) {
      paths.addAll(new SqlPlanner().paths(statement.sql()));
      var output = statement.output();
      if (output != null) {
        paths.add(output.path());
      }
    }
    return paths;
  }
}
