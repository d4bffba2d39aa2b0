package dev.stint.coordinator.hint;

/// Something about a run that is worth changing. `title` says what, `text` with which numbers,
/// `remedy` what would change it. It takes about `seconds` of the run's time and `dollars` of its
/// cost, 0 where it is the other. `place` is the part of the page that shows it, such as `stage-2`.
public record Hint(
    String kind,
    String title,
    String text,
    String remedy,
    double seconds,
    double dollars,
    String place) {}
