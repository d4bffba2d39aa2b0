package dev.stint.coordinator.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stint.coordinator.event.LoggedEvent;
import dev.stint.coordinator.event.Reaction;
import dev.stint.coordinator.event.RunEvent;
import dev.stint.coordinator.event.RunOutcome;
import dev.stint.plan.failure.FailureKind;
import dev.stint.plan.failure.StintException;
import dev.stint.shuffle.store.Faults;
import dev.stint.shuffle.store.ForwardingObjectStore;
import dev.stint.shuffle.store.InMemoryObjectStore;
import dev.stint.shuffle.store.ObjectInfo;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Requests fail before and after they took effect.
final class JournalUnderFaultsTest {

  private static final String RUN_PATH = "s3://bucket/runs/r/";

  static LongStream seeds() {
    return LongStream.range(0, 100);
  }

  @Test
  void thereIsASampleOfEveryType() {
    assertThat(types(SampleEvents.all())).isEqualTo(leaves(RunEvent.class));
    assertThat(types(SampleEvents.reactions())).isEqualTo(leaves(Reaction.class));
    assertThat(types(SampleEvents.outcomes())).isEqualTo(leaves(RunOutcome.class));
  }

  private static Set<Class<?>> types(List<?> samples) {
    return samples.stream().map(Object::getClass).collect(Collectors.toSet());
  }

  private static Set<Class<?>> leaves(Class<?> type) {
    if (!type.isSealed()) {
      return Set.of(type);
    }
    var leaves = new HashSet<Class<?>>();
    Arrays.stream(type.getPermittedSubclasses()).forEach(each -> leaves.addAll(leaves(each)));
    return leaves;
  }

  @Test
  void whoReadsOnAfterAFailureMissesNothing() {
    var store = new InMemoryObjectStore();
    var events = SampleEvents.logged(SampleEvents.all());
    var writer = new Journal(store, RUN_PATH, "a");
    writer.append(events);
    writer.append(events);
    var outOfReach = new AtomicBoolean(true);
    var reader =
        new Journal(
            new ForwardingObjectStore(store) {
              @Override
              public Optional<ObjectInfo> head(String path) {
                if (path.endsWith("00000001.json") && outOfReach.getAndSet(false)) {
                  throw StintException.user("denied");
                }
                return super.head(path);
              }
            },
            RUN_PATH,
            "b");

    assertThatThrownBy(reader::readOn).hasMessage("denied");

    assertThat(reader.readOn()).hasSize(2 * events.size()).startsWith(events.getFirst());
    assertThat(reader.readOn()).isEmpty();
  }

  /// An answer that was lost after the entry was written is not taken for another's entry, and what
  /// was said to be written is there once.
  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void whatIsSaidToBeWrittenIsThereOnce(long seed) {
    var store = new InMemoryObjectStore(new Faults(seed, 0, 0, 0.3));
    var journal = new Journal(store, RUN_PATH, "a");
    var written = new ArrayList<LoggedEvent>();
    for (int number = 0; number < 20; number++) {
      var events = SampleEvents.numbered(number, 1);
      try {
        journal.append(events);
        written.addAll(events);
      } catch (StintException e) {
        assertThat(e.kind()).isEqualTo(FailureKind.TRANSIENT);
        // It may be there or not.
        break;
      }
    }

    var found = readPastFaults(store);
    assertThat(found.size()).isBetween(written.size(), written.size() + 1);
    assertThat(found.subList(0, written.size())).isEqualTo(written);
  }

  /// As when an answer breaks off, which no store asks for again.
  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void whatIsWrittenIsReadPastFailures(long seed) {
    var store = new InMemoryObjectStore(new Faults(seed, 0, 0, 0.05, 0.1));
    new Journal(store, RUN_PATH, "a").append(SampleEvents.numbered(0, 1));

    assertThat(new Journal(store, RUN_PATH, "b").read()).isEqualTo(SampleEvents.numbered(0, 1));
  }

  @Test
  void storeThatFailsForGoodIsAFailureAfterSomeTries() {
    var store = new InMemoryObjectStore(new Faults(1, 0, 0, 1));
    var journal = new Journal(store, RUN_PATH, "a");

    assertThatThrownBy(() -> journal.append(SampleEvents.numbered(0, 1)))
        .isInstanceOf(StintException.class)
        .hasMessageContaining("injected failure");
  }

  private static List<LoggedEvent> readPastFaults(InMemoryObjectStore store) {
    var copy = new InMemoryObjectStore();
    store.paths().forEach(path -> copy.write(path, store.peek(path)));
    return new Journal(copy, RUN_PATH, "r").read();
  }
}
