package dev.stint.coordinator.aws.embedded;

import dev.stint.plan.failure.StintException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// The native library of AWS's runtime interface client. Left alone, each process would unpack it
/// over the one file `/tmp/.libaws-lambda-jni.so`, and crash those that start beside it.
final class RuntimeLibrary {

  private static final String PROPERTY =
      "com.amazonaws.services.lambda.runtime.api.client.runtimeapi.NativeClient.JNI";

  private RuntimeLibrary() {}

  /// Unpacks it into `folder` and gives the option that makes a process load it from there.
  static String unpack(Path folder) {
    String resource = "/jni/libaws-lambda-jni.linux%s.so".formatted(platform());
    Path file = folder.resolve("runtime.so");
    try (var content = RuntimeLibrary.class.getResourceAsStream(resource)) {
      if (content == null) {
        throw StintException.user(
            "AWS's runtime client has no library for this machine (%s); use functions as threads"
                .formatted(resource));
      }
      Files.copy(content, file);
      return "-D" + PROPERTY + "=" + file;
    } catch (IOException e) {
      throw StintException.user("cannot write " + file + ": " + e, e);
    }
  }

  private static String platform() {
    boolean isArm = System.getProperty("os.arch").equals("aarch64");
    boolean isMusl =
        Files.exists(Path.of("/lib/ld-musl-" + (isArm ? "aarch64" : "x86_64") + ".so.1"));
    return (isMusl ? "_musl" : "") + (isArm ? "-aarch_64" : "-x86_64");
  }
}
