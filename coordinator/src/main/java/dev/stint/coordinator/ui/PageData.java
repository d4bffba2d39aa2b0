package dev.stint.coordinator.ui;

import dev.stint.coordinator.hint.Hint;
import dev.stint.coordinator.hint.Hints;
import dev.stint.coordinator.page.RunPage;
import java.util.List;

/// What a page gets of a run. `version` changes whenever there is more to tell of it.
public record PageData(RunPage run, List<Hint> hints, String version) {

  public PageData {
    hints = List.copyOf(hints);
  }

  public static PageData of(RunPage run, String version) {
    return new PageData(run, Hints.of(run), version);
  }
}
