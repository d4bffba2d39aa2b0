package dev.stint.coordinator.cli.targets;

import dev.stint.config.price.PriceTable;
import dev.stint.coordinator.session.Session;
import dev.stint.coordinator.session.WorkFolder;
import dev.stint.plan.failure.StintException;
import dev.stint.shuffle.store.ObjectStore;
import java.time.ZoneId;
import java.util.Collection;
import java.util.List;

/// The target of a command: where its runs are looked for, and sessions to make and end runs.
public sealed interface CommandTarget extends AutoCloseable permits LocalTarget, DeployedTarget {

  /// @throws StintException of kind USER naming the first of the paths that the target cannot reach
  void requireReachable(Collection<String> paths);

  /// A session for what reads and writes these paths, as a user wrote them.
  ///
  /// @throws StintException of kind USER naming a path that the target cannot reach
  Session open(Collection<String> paths);

  /// A session that can go on with the runs of a folder, planning in `zone` unless the user asked
  /// for another.
  Session open(WorkFolder folder, ZoneId zone);

  default Session open(WorkFolder folder) {
    return open(folder, timeZone());
  }

  /// Where its runs have their logs.
  List<WorkFolder> folders();

  /// What reads the folders by their `filePath`.
  ObjectStore store();

  ZoneId timeZone();

  /// What the costs of its runs are counted with.
  PriceTable prices();

  @Override
  void close();
}
