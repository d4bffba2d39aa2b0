package dev.stint.coordinator.aws.embedded;

import dev.stint.plan.failure.StintException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// AWS's runtime interface client, which asks the Runtime API for invocations and hands them to a
/// handler. Lambda's own Java runtimes have it, so it is in no deployment zip: it comes from this
/// process's class path.
///
/// Left alone, each process would unpack its native library over the one file
/// `/tmp/.libaws-lambda-jni.so`, and crash those that start beside it: [#LIBRARY_PROPERTY] names
/// one.
public final class RuntimeClient {

  /// The class to start, with the handler's name as its argument.
  public static final String MAIN_CLASS =
      "com.amazonaws.services.lambda.runtime.api.client.AWSLambda";

  /// The system property that names the native library to load.
  public static final String LIBRARY_PROPERTY =
      "com.amazonaws.services.lambda.runtime.api.client.runtimeapi.NativeClient.JNI";

  /// One class of each of its jars, without what the handlers' zips hold.
  private static final List<String> CLASSES =
      List.of(MAIN_CLASS, "com.amazonaws.services.lambda.runtime.serialization.PojoSerializer");

  private RuntimeClient() {}

  /// Its jars, to be put behind those of a function.
  public static List<Path> jars() {
    return CLASSES.stream().map(RuntimeClient::jar).toList();
  }

  /// The native library for `platform`, such as `linux-x86_64` or `linux_musl-aarch_64`.
  ///
  /// @throws StintException of kind USER when there is none
  public static InputStream library(String platform) {
    String resource = "/jni/libaws-lambda-jni.%s.so".formatted(platform);
    var content = RuntimeClient.class.getResourceAsStream(resource);
    if (content == null) {
      throw StintException.user(
          "AWS's runtime client has no library for this machine (%s); use functions as threads"
              .formatted(resource));
    }
    return content;
  }

  /// Unpacks the library for this machine into `folder` and gives the option that makes a process
  /// load it from there.
  static String unpackLibrary(Path folder) {
    Path file = folder.resolve("runtime.so");
    try (var content = library(platform())) {
      Files.copy(content, file);
      return "-D" + LIBRARY_PROPERTY + "=" + file;
    } catch (IOException e) {
      throw StintException.user("cannot write " + file + ": " + e, e);
    }
  }

  private static String platform() {
    boolean isArm = System.getProperty("os.arch").equals("aarch64");
    boolean isMusl =
        Files.exists(Path.of("/lib/ld-musl-" + (isArm ? "aarch64" : "x86_64") + ".so.1"));
    return "linux" + (isMusl ? "_musl" : "") + (isArm ? "-aarch_64" : "-x86_64");
  }

  private static Path jar(String className) {
    try {
      var type = Class.forName(className, false, RuntimeClient.class.getClassLoader());
      return Path.of(
          URI.create(type.getProtectionDomain().getCodeSource().getLocation().toString()));
    } catch (ClassNotFoundException e) {
      throw StintException.internal("AWS's runtime client is not on the class path", e);
    }
  }
}
