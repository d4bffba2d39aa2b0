package dev.stint.coordinator.cli.trigger;

import dev.stint.config.store.S3Settings;
import dev.stint.plan.failure.StintException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;

/// How others upload to the embedded S3 server while it runs. Its credentials are in a file that
/// only the user may read, in the form of AWS's shared credentials, and are never printed; the file
/// is deleted when this is closed.
record UploadHelp(Path file, String endpoint) implements AutoCloseable {

  static UploadHelp write(Path home, S3Settings server) {
    var file = home.resolve("watch-credentials");
    var text =
        "[default]\naws_access_key_id = %s\naws_secret_access_key = %s\nregion = %s\n"
            .formatted(server.accessKey(), server.secretKey(), server.region());
    try {
      Files.createDirectories(home);
      Files.deleteIfExists(file);
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      Files.write(file, text.getBytes(StandardCharsets.UTF_8));
      return new UploadHelp(file, Objects.toString(server.endpoint()));
    } catch (IOException e) {
      throw StintException.user("cannot write " + file + ": " + e.getMessage(), e);
    }
  }

  String text(Path dataFolder) {
    return """
    S3 is served at %s. Upload by any S3 client, or copy files to %s/BUCKET/:
      export AWS_ENDPOINT_URL=%s AWS_SHARED_CREDENTIALS_FILE=%s AWS_REGION=us-east-1
      aws s3 cp FILE s3://BUCKET/KEY
    Ctrl-C ends.\
    """
        .formatted(endpoint, dataFolder, endpoint, file);
  }

  @Override
  public void close() {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw StintException.user("cannot delete " + file + ": " + e.getMessage(), e);
    }
  }
}
