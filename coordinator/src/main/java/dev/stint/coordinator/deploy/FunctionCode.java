package dev.stint.coordinator.deploy;

import dev.stint.config.deploy.StackParameters;
import dev.stint.plan.failure.StintException;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// The functions' packages that belong to this build: beside the command line's jars where Stint is
/// installed, in the modules' target folders where it was built.
public final class FunctionCode implements Deployer.CodeSource {

  /// Names a folder that has both packages, instead of looking for them.
  static final String FOLDER_PROPERTY = "stint.functions";

  private static final String TASK = "stint-function.zip";
  private static final String COORDINATOR = "stint-coordinator.zip";

  private final List<Path> folders;

  private FunctionCode(List<Path> folders) {
    this.folders = folders;
  }

  public static FunctionCode ofThisBuild() {
    var named = System.getProperty(FOLDER_PROPERTY, "");
    if (!named.isEmpty()) {
      return new FunctionCode(List.of(Path.of(named)));
    }
    try {
      var code = FunctionCode.class.getProtectionDomain().getCodeSource().getLocation().toURI();
      var library = Path.of(code).toAbsolutePath().resolveSibling(".").normalize();
      return new FunctionCode(
          List.of(
              library,
              library.resolveSibling("functions"),
              // coordinator/target/lib or coordinator/target
              library.resolveSibling("."),
              library.resolve("../../../function-executor/target"),
              library.resolve("../../function-executor/target")));
    } catch (URISyntaxException e) {
      throw StintException.internal("cannot tell where Stint is installed", e);
    }
  }

  @Override
  public byte[] task(String runtime) {
    return zip(TASK, runtime);
  }

  @Override
  public byte[] coordinator(String runtime) {
    return zip(COORDINATOR, runtime);
  }

  private byte[] zip(String name, String runtime) {
    boolean isCustom = runtime.equals(StackParameters.CUSTOM_RUNTIME);
    var file =
        folders.stream()
            .map(folder -> folder.resolve(name).normalize())
            .filter(Files::isRegularFile)
            .findFirst()
            .orElseThrow(
                () ->
                    StintException.user(
                        "there is no %s in %s: build it with 'mvn package', or name its folder with -D%s"
                            .formatted(name, folders, FOLDER_PROPERTY)));
    try {
      return isCustom ? custom(file) : Files.readAllBytes(file);
    } catch (IOException e) {
      throw StintException.user("cannot read " + file + ": " + e, e);
    }
  }

  /// With what a function brings for itself where Lambda has no Java.
  private static byte[] custom(Path file) throws IOException {
    var custom = Files.createTempFile("stint-", ".zip");
    try {
      CustomRuntimeZip.write(file, custom);
      return Files.readAllBytes(custom);
    } finally {
      Files.delete(custom);
    }
  }
}
