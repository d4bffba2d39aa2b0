package dev.stint.coordinator.page;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/// What the printed plan of a stage says in a few words. Its lines are taken as they are printed,
/// so that every node has the name that it has in the terminal.
final class PlanWords {

  private static final String ARROW = " -> ";

  /// Nodes that say little of what a stage is for.
  private static final Set<String> MINOR =
      Set.of("Project", "Filter", "Read", "Read in order", "Gather", "Broadcast");

  private static final Pattern FILES = Pattern.compile("(\\w+) files in ");

  private PlanWords() {}

  /// Such as `Scan trips, aggregate partially`: what is done last comes last.
  static String title(String plan) {
    var lines = plan.lines().skip(1).toList();
    var words = new LinkedHashSet<String>();
    for (var line : lines.reversed()) {
      var word = word(line.strip());
      if (!MINOR.contains(word)) {
        words.add(
            words.isEmpty()
                ? word
                : word.substring(0, 1).toLowerCase(Locale.ROOT) + word.substring(1));
      }
    }
    var files = FILES.matcher(output(plan));
    if (files.lookingAt()) {
      words.add((words.isEmpty() ? "Write " : "write ") + files.group(1) + " files");
    }
    if (words.isEmpty()) {
      return lines.isEmpty() ? "" : word(lines.getFirst().strip());
    }
    return String.join(", ", words);
  }

  private static String word(String line) {
    var text = line.replaceFirst("^(probe|build): ", "");
    int end = text.length();
    for (var mark : List.of(":", " (", ";", " stage ")) {
      int at = text.indexOf(mark);
      end = at > 0 ? Math.min(end, at) : end;
    }
    return text.substring(0, end);
  }

  /// What becomes of the rows of a stage, such as `hash on borough`.
  static String output(String plan) {
    var line = plan.lines().findFirst().orElse("");
    int at = line.indexOf(ARROW);
    return at < 0 ? "" : line.substring(at + ARROW.length());
  }

  /// The columns by which an exchange tells rows apart, such as `borough, hour`.
  static String keys(String plan) {
    var output = output(plan);
    int at = output.indexOf(" on ");
    return at < 0 ? "" : output.substring(at + " on ".length());
  }
}
