package dev.stint.coordinator.deploy;

import dev.stint.plan.failure.StintException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Writes the templates of a deployment as they would be given to CloudFormation.
public final class Synthesis {

  private Synthesis() {}

  /// The files written: one for each stack, with its name. Of a deployment that is there, the
  /// locations that were named before are not known here: those asked for are all.
  public static List<Path> write(DeployRequest request, Path folder) {
    try {
      Files.createDirectories(folder);
      var names = request.names();
      var functions = Template.ofBuild("functions").withAccess(request.access(DataAccess.NONE));
      var files = new ArrayList<Path>();
      files.add(write(folder, names.storage(), Template.ofBuild("storage")));
      files.add(write(folder, names.functions(), functions));
      files.add(write(folder, names.triggers(), Template.ofBuild("triggers")));
      files.add(write(folder, names.operations(), Template.ofBuild("operations")));
      return files;
    } catch (IllegalArgumentException e) {
      throw StintException.user(String.valueOf(e.getMessage()), e);
    } catch (IOException e) {
      throw StintException.user("cannot write templates into " + folder + ": " + e, e);
    }
  }

  private static Path write(Path folder, String stack, Template template) throws IOException {
    return Files.writeString(folder.resolve(stack + ".template.json"), template.text() + "\n");
  }
}
