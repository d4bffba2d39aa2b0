package dev.stint.coordinator.cli.targets;

import dev.stint.config.price.PriceTable;
import dev.stint.coordinator.session.LocalSession;
import dev.stint.coordinator.session.S3Use;
import dev.stint.coordinator.session.Session;
import dev.stint.coordinator.session.SessionSettings;
import dev.stint.coordinator.session.WorkFolder;
import dev.stint.shuffle.store.FileObjectStore;
import dev.stint.shuffle.store.ObjectStore;
import java.time.ZoneId;
import java.util.Collection;
import java.util.List;

/// This machine. Its runs are found without the embedded S3 server.
public record LocalTarget(SessionSettings settings, boolean isZoneChosen, ObjectStore store)
    implements CommandTarget {

  public LocalTarget(SessionSettings settings, boolean isZoneChosen) {
    this(settings, isZoneChosen, new FileObjectStore());
  }

  /// All that a path can name is in reach.
  @Override
  public void requireReachable(Collection<String> paths) {}

  @Override
  public Session open(Collection<String> paths) {
    return LocalSession.open(settings, S3Use.of(paths));
  }

  @Override
  public Session open(WorkFolder folder, ZoneId zone) {
    return LocalSession.open(
        isZoneChosen ? settings : settings.withTimeZone(zone.getId()), folder.s3Use());
  }

  @Override
  public List<WorkFolder> folders() {
    return WorkFolder.of(settings);
  }

  @Override
  public ZoneId timeZone() {
    return ZoneId.of(settings.timeZone());
  }

  @Override
  public PriceTable prices() {
    return PriceTable.US_EAST_1_ARM;
  }

  @Override
  public void close() {
    store.close();
  }
}
