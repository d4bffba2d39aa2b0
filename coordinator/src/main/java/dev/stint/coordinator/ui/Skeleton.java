package dev.stint.coordinator.ui;

import java.util.stream.Collectors;

/// The page without its data.
final class Skeleton {

  private static final String STYLES = "<!-- styles -->";
  private static final String SCRIPTS = "<!-- scripts -->";

  private Skeleton() {}

  /// The page with `styles` and `scripts` in their places.
  static String with(String styles, String scripts) {
    var skeleton = Assets.skeleton();
    int first = skeleton.indexOf(STYLES);
    int second = skeleton.indexOf(SCRIPTS);
    if (first < 0 || second < first) {
      throw new IllegalStateException("page.html has no places for styles and scripts");
    }
    return skeleton.substring(0, first)
        + styles
        + skeleton.substring(first + STYLES.length(), second)
        + scripts
        + skeleton.substring(second + SCRIPTS.length());
  }

  /// The page that asks its server for the rest.
  static String served() {
    return with(
        Assets.styleNames().stream()
            .map("<link rel=\"stylesheet\" href=\"assets/%s\">\n"::formatted)
            .collect(Collectors.joining()),
        Assets.scriptNames().stream()
            .map("<script src=\"assets/%s\"></script>\n"::formatted)
            .collect(Collectors.joining()));
  }
}
