package dev.stint.coordinator.deploy;

import dev.stint.config.deploy.DataLocation;
import dev.stint.config.deploy.DataLocation.Access;
import dev.stint.config.deploy.StackNames;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What is to be deployed. `parameters` are those of the templates that the user gave a value for;
/// the others stay as they were, or are the templates' defaults. The same holds for the locations
/// that jobs may read and write, and the keys these are encrypted with, where they are `null`.
public record DeployRequest(
    StackNames names,
    String version,
    Map<String, String> parameters,
    @Nullable List<DataLocation> read,
    @Nullable List<DataLocation> write,
    @Nullable List<String> keys) {

  public DeployRequest {
    parameters = Map.copyOf(parameters);
    Template.check(parameters);
    read = read == null ? null : List.copyOf(read);
    write = write == null ? null : List.copyOf(write);
    keys = keys == null ? null : List.copyOf(keys);
  }

  /// What jobs may touch: what was asked for, else what `before` says.
  DataAccess access(DataAccess before) {
    return new DataAccess(
        read == null ? before.read() : texts(read),
        write == null ? before.write() : texts(write),
        keys == null ? before.keys() : keys);
  }

  private static List<String> texts(List<DataLocation> locations) {
    return locations.stream().map(DataLocation::toString).distinct().toList();
  }

  /// Reads locations as users write them.
  ///
  /// @throws IllegalArgumentException naming the text that is no location
  public static List<DataLocation> locations(List<String> texts, Access access) {
    return texts.stream().map(text -> DataLocation.parse(text, access)).toList();
  }
}
