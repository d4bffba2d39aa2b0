package dev.stint.coordinator.journal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stint.coordinator.event.LoggedEvent;
import dev.stint.plan.failure.FailureKind;
import dev.stint.plan.failure.StintException;
import dev.stint.shuffle.store.ObjectStore;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/// What a journal does in every store.
abstract class JournalContract {

  abstract ObjectStore store();

  /// The run's folder, empty.
  abstract String runPath();

  @Test
  void readsWhatWasWrittenInOrder() {
    var journal = journal("a");
    assertThat(journal.read()).isEmpty();
    journal.append(SampleEvents.logged(SampleEvents.all()));
    journal.append(SampleEvents.numbered(0, 2));

    var expected = new ArrayList<>(SampleEvents.logged(SampleEvents.all()));
    expected.addAll(SampleEvents.numbered(0, 2));
    assertThat(journal("b").read()).isEqualTo(expected);
  }

  @Test
  void goesOnWhereItsReaderFoundTheEnd() {
    journal("a").append(SampleEvents.numbered(0, 1));
    var second = journal("b");
    second.read();

    second.append(SampleEvents.numbered(1, 1));

    assertThat(journal("c").read()).isEqualTo(SampleEvents.numbered(0, 2));
    assertThat(store().head(runPath() + "journal/00000001.json")).isPresent();
  }

  @Test
  void longEntriesAreCompressed() {
    journal("a").append(SampleEvents.numbered(0, 5000));

    var path = runPath() + "journal/00000000.json";
    var entry = store().head(path).orElseThrow();
    assertThat(entry.bytes()).isLessThan(100_000);
    assertThat(store().read(path, 0, 2)).containsExactly(0x1f, 0x8b);
    assertThat(journal("b").read()).isEqualTo(SampleEvents.numbered(0, 5000));
  }

  @Test
  void positionThatAnotherWroteIsLost() {
    var first = journal("a");
    var second = journal("b");
    first.append(SampleEvents.numbered(0, 1));

    assertThatThrownBy(() -> second.append(SampleEvents.numbered(5, 1)))
        .isInstanceOf(PositionLostException.class)
        .hasMessageContaining(runPath() + "journal/00000000.json");
    assertThat(journal("c").read()).isEqualTo(SampleEvents.numbered(0, 1));
  }

  @Test
  void ofTwoThatRaceExactlyOneGetsEachPosition() throws InterruptedException {
    for (int position = 0; position < 10; position++) {
      var won = new ArrayList<List<LoggedEvent>>();
      var go = new CountDownLatch(1);
      var threads = new ArrayList<Thread>();
      for (int writer = 0; writer < 2; writer++) {
        var journal = journal("w" + writer);
        journal.read();
        var events = SampleEvents.numbered(2 * position + writer, 1);
        threads.add(
            Thread.ofVirtual()
                .start(
                    () -> {
                      try {
                        go.await();
                        journal.append(events);
                        synchronized (won) {
                          won.add(events);
                        }
                      } catch (PositionLostException | InterruptedException _) {
                        // The other has it.
                      }
                    }));
      }
      go.countDown();
      for (var thread : threads) {
        thread.join();
      }
      assertThat(won).hasSize(1);
      var all = journal("r").read();
      assertThat(all).hasSize(position + 1);
      assertThat(all.getLast()).isEqualTo(won.getFirst().getFirst());
    }
  }

  @Test
  void entryOfAnotherVersionIsRefusedByName() {
    int later = JournalEntry.VERSION + 1;
    assertRefused(
        "{\"version\":%d,\"news\":[]}".formatted(later),
        FailureKind.USER,
        "has version %d of the journal's".formatted(later));
  }

  @Test
  void whatIsNoEntryIsRefusedByName() {
    for (var garbage :
        List.of("", "nonsense", "{\"version\":1", "[]", "{}", "{\"version\":\"1\"}", "null")) {
      assertRefused(garbage, FailureKind.INTERNAL, "is no entry of a run's journal");
    }
    assertRefused("{\"version\":1}", FailureKind.INTERNAL, "is no entry of a run's journal");
    assertRefused(
        "{\"version\":1,\"writer\":\"a\",\"events\":[],\"more\":0}",
        FailureKind.INTERNAL,
        "is no entry of a run's journal");
    assertRefused("\u001f\u008bnot gzip", FailureKind.INTERNAL, "is no entry of a run's journal");
  }

  private void assertRefused(String entry, FailureKind kind, String message) {
    var path = runPath() + "journal/00000000.json";
    store().write(path, entry.getBytes(UTF_8));
    assertThatThrownBy(() -> journal("a").read())
        .isInstanceOf(StintException.class)
        .hasMessageStartingWith(path)
        .hasMessageContaining(message)
        .extracting(thrown -> ((StintException) thrown).kind())
        .isEqualTo(kind);
  }

  private Journal journal(String writer) {
    return new Journal(store(), runPath(), writer);
  }
}
