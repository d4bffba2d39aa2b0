package dev.stint.coordinator.session;

import java.nio.file.Path;
import java.util.List;

/// One of the places in which a target keeps runs. `path` is what their requests call it;
/// `filePath` is where its objects are as files, without a slash at the end, both the same where
/// there is no embedded S3 server. The embedded server keeps each object in a file of its own and
/// serves files that others put there. So runs can be looked at, and be asked to end, while another
/// command has the server's folder; to go on with one needs a session.
public record WorkFolder(String path, String filePath, S3Use s3Use) {

  static final String BUCKET = "stint-work";

  /// What requests of runs with the embedded S3 server call their folder.
  public static final String LOCAL_S3_PATH = "s3://" + BUCKET;

  /// The folders of a session with those settings: that of runs without an S3 server, and that of
  /// the others.
  public static List<WorkFolder> of(SessionSettings settings) {
    return List.of(onFiles(settings), inS3(settings));
  }

  /// That of a deployment.
  public static WorkFolder inBucket(String path) {
    return new WorkFolder(path, path, S3Use.NOT_NEEDED);
  }

  static WorkFolder onFiles(SessionSettings settings) {
    var path = url(settings.workFolder());
    return new WorkFolder(path, path, S3Use.NOT_NEEDED);
  }

  /// That of sessions with an S3 server.
  public static WorkFolder inS3(SessionSettings settings) {
    return new WorkFolder(LOCAL_S3_PATH, url(settings.dataFolder().resolve(BUCKET)), S3Use.NEEDED);
  }

  private static String url(Path folder) {
    return "file://" + folder.toAbsolutePath().normalize();
  }
}
