package dev.stint.coordinator.cli.option;

import dev.stint.coordinator.cli.console.Console;
import dev.stint.coordinator.cli.targets.Target;
import dev.stint.coordinator.session.Session;
import dev.stint.coordinator.statement.StoredNames;
import dev.stint.plan.path.UserPath;
import dev.stint.shuffle.store.FileObjectStore;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Where tables, views and functions are kept that outlast a command.
public final class CatalogOptions {

  @Option(
      names = "--catalog",
      paramLabel = "FOLDER",
      description =
          "Where tables, views and functions are kept that outlast the command, on file:// or"
              + " s3://; by default the folder catalog in $STINT_HOME, or in ~/.stint, and on a"
              + " deployment in its work folder.")
  @Nullable String folder;

  /// The paths that the session must be able to reach because of the catalog.
  public List<String> paths(Console console, SessionOptions options) {
    if (folder == null && options.target != Target.LOCAL) {
      return List.of();
    }
    var place = place(console);
    var paths = new ArrayList<>(List.of(place));
    if (isFiles(place)) {
      try (var store = new FileObjectStore()) {
        new StoredNames(store, place).tables().forEach(table -> paths.add(table.path()));
      }
    }
    return paths;
  }

  public StoredNames open(Console console, SessionOptions options, Session session) {
    boolean isDefault = folder == null && options.target != Target.LOCAL;
    return new StoredNames(
        session.store(), isDefault ? session.workPath() + "/catalog" : place(console));
  }

  private String place(Console console) {
    var path = folder == null ? SessionOptions.home(console).resolve("catalog").toString() : folder;
    var absolute = UserPath.absolute(path);
    return absolute.endsWith("/") ? absolute.substring(0, absolute.length() - 1) : absolute;
  }

  private static boolean isFiles(String path) {
    return path.startsWith("file:");
  }
}
