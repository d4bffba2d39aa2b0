package dev.stint.coordinator.watch;

import dev.stint.coordinator.trigger.DeadLetter;
import dev.stint.coordinator.trigger.DeadLetters;
import dev.stint.shuffle.store.ObjectStore;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.function.BiConsumer;

/// Dead letters as objects `<workPath>/dead-letters/<time>-<number>.json`.
final class StoredDeadLetters implements DeadLetters {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HHmmss.SSS'Z'").withZone(ZoneOffset.UTC);

  private final ObjectStore store;
  private final String workPath;
  private final BiConsumer<DeadLetter, String> listener;

  StoredDeadLetters(ObjectStore store, String workPath, BiConsumer<DeadLetter, String> listener) {
    this.store = store;
    this.workPath = workPath;
    this.listener = listener;
  }

  @Override
  public void add(DeadLetter letter) {
    byte[] json = letter.toJson().toString().getBytes(StandardCharsets.UTF_8);
    int number = 0;
    while (!store.createIfAbsent(path(letter, number), json)) {
      number++;
    }
    listener.accept(letter, path(letter, number));
  }

  private String path(DeadLetter letter, int number) {
    return "%s/dead-letters/%s-%d.json".formatted(workPath, TIME.format(letter.time()), number);
  }
}
