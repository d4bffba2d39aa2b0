package dev.stint.coordinator.trigger;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stint.coordinator.commit.KillingObjectStore;
import dev.stint.coordinator.registry.RegisteredJob;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class UploadsTest {

  private final TriggerWorld world = new TriggerWorld();

  private static String job(String window) {
    return """
    name: ingest
    inputs:
      trips: s3://lake/raw/
    sql: SELECT * FROM trips
    output: {path: "s3://lake/out/${run_date}"}
    triggers:
      - s3Upload: {bucket: lake, prefix: raw/, suffix: .csv%s}
    """
        .formatted(window);
  }

  private static String windowed() {
    return job(", window: 60s");
  }

  @Test
  void anUploadIsTheInputOfOneExecution() {
    world.put(job(""));

    var decisions = world.service().accept(world.upload("lake", "raw/a b+ü%.csv")).decisions();

    assertThat(decisions).extracting(Decision::kind).containsExactly(Decision.Kind.STARTED);
    assertThat(world.files().values()).containsExactly(List.of("s3://lake/raw/a b+ü%.csv"));
    assertThat(world.log.latest("ingest", 10))
        .singleElement()
        .satisfies(entry -> assertThat(entry.files()).isEqualTo(1));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ", window: 60s"})
  void anExecutionReadsTheVersionsThatWereUploaded(String window) {
    world.put(job(window));
    world.service().accept(world.upload("lake", "raw/a.csv"));
    world.service().accept(world.upload("lake", "raw/b.csv"));
    world.deliverMessages();

    assertThat(world.eTags())
        .containsOnlyKeys("s3://lake/raw/a.csv", "s3://lake/raw/b.csv")
        .allSatisfy(
            (path, eTag) ->
                assertThat(world.store.head(path).orElseThrow().eTag().replace("\"", ""))
                    .isEqualTo(eTag));
  }

  @Test
  void theSameEventTwiceStartsNothingNew() {
    world.put(job(""));
    var event = world.upload("lake", "raw/a.csv");
    world.service().accept(event);

    var again = world.service().accept(event).decisions();

    assertThat(again).extracting(Decision::kind).containsExactly(Decision.Kind.KNOWN);
    assertThat(world.starts.values()).containsExactly(1);
  }

  @Test
  void aNewVersionOfAnObjectIsExecutedAgain() {
    world.put(job(""));
    world.service().accept(world.upload("lake", "raw/a.csv"));

    world.service().accept(world.upload("lake", "raw/a.csv"));

    assertThat(world.starts).hasSize(2);
  }

  @Test
  void anEventOfAReplacedVersionIsLeftToTheNewerOne() {
    world.put(job(""));
    var older = world.upload("lake", "raw/a.csv");
    var newer = world.upload("lake", "raw/a.csv");

    world.service().accept(newer);
    var late = world.service().accept(older).decisions();

    assertThat(late).extracting(Decision::kind).containsExactly(Decision.Kind.IGNORED);
    assertThat(late.getFirst().text()).contains("was replaced since");
    assertThat(world.starts).hasSize(1);
    assertThat(world.deadLetters).isEmpty();
  }

  @Test
  void whatIsGoneIsADeadLetterThatSaysWhatToDo() {
    world.put(job(""));
    var event = world.upload("lake", "raw/a.csv");
    world.store.delete(List.of("s3://lake/raw/a.csv"));

    var decisions = world.service().accept(event).decisions();

    assertThat(decisions).extracting(Decision::kind).containsExactly(Decision.Kind.FAILED);
    var letter = world.deadLetters.getFirst();
    assertThat(letter.job()).isEqualTo("ingest");
    assertThat(letter.reason())
        .isEqualTo("s3://lake/raw/a.csv was uploaded and is not there any more");
    assertThat(letter.remedy()).contains("upload it again");
    assertThat(letter.event()).isNotNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"raw/_tmp.csv", "raw/.hidden.csv"})
  void hiddenObjectsStartNothing(String key) {
    world.put(job(""));

    var decisions = world.service().accept(world.upload("lake", key)).decisions();

    assertThat(decisions).extracting(Decision::kind).containsExactly(Decision.Kind.IGNORED);
  }

  @Test
  void emptyObjectsStartNothing() {
    world.put(job(""));
    world.store.write("s3://lake/raw/empty.csv", new byte[0]);

    var decisions = world.service().accept(world.event("lake", "raw/empty.csv")).decisions();

    assertThat(decisions.getFirst().text()).contains("it is empty");
    assertThat(world.starts).isEmpty();
  }

  @Test
  void whatNoJobTakesAndWhatAPausedJobWouldTakeIsIgnored() {
    var job = world.put(job(""));
    assertThat(world.service().accept(world.upload("lake", "raw/a.json")).decisions())
        .extracting(Decision::text)
        .containsExactly("no registered job takes s3://lake/raw/a.json");
    world.registry.set(job, RegisteredJob.Activity.PAUSED, world.now());

    var paused = world.service().accept(world.upload("lake", "raw/a.csv")).decisions();

    assertThat(paused.getFirst().text()).contains("the job is paused");
    assertThat(world.starts).isEmpty();
  }

  @Test
  void aJobThatCannotBeReadNowIsADeadLetterOfItsOwn() {
    world.put(job(""));
    world.store.poke(
        TriggerWorld.WORK + "/registry/ingest/job.yaml",
        "name: [".getBytes(StandardCharsets.UTF_8));

    world.service().accept(world.upload("lake", "raw/a.csv"));

    assertThat(world.deadLetters.getFirst().reason()).contains("job ingest cannot be read");
  }

  @Test
  void objectsOfAWindowAreOneExecutionAtItsEnd() {
    world.put(windowed());
    var service = world.service();
    for (int i = 0; i < 50; i++) {
      assertThat(service.accept(world.upload("lake", "raw/" + i + ".csv")).decisions())
          .extracting(Decision::kind)
          .containsExactly(Decision.Kind.WAITING);
      world.pass(Duration.ofSeconds(1));
    }
    assertThat(world.messages()).isEqualTo(1);

    world.deliverMessages();

    assertThat(world.files().values()).singleElement(InstanceOfAssertFactories.LIST).hasSize(50);
    assertThat(world.starts.values()).containsExactly(1);
  }

  @Test
  void whatComesAfterAWindowOpensTheNext() {
    world.put(windowed());
    world.service().accept(world.upload("lake", "raw/1.csv"));
    world.deliverMessages();
    world.service().accept(world.upload("lake", "raw/2.csv"));

    world.deliverMessages();

    assertThat(world.files().values())
        .containsExactlyInAnyOrder(List.of("s3://lake/raw/1.csv"), List.of("s3://lake/raw/2.csv"));
  }

  @Test
  void aWindowLongerThanAMessageCanWaitIsAskedForAgain() {
    world.put(job(", window: 1h"));
    world.service().accept(world.upload("lake", "raw/1.csv"));

    var decisions = world.deliverMessages();

    assertThat(decisions)
        .extracting(Decision::kind)
        .containsExactly(
            Decision.Kind.WAITING,
            Decision.Kind.WAITING,
            Decision.Kind.WAITING,
            Decision.Kind.STARTED);
    assertThat(world.now()).isEqualTo(TriggerWorld.START.plus(Duration.ofHours(1)));
  }

  @Test
  void anObjectThatIsDeletedWithinItsWindowIsLeftOut() {
    world.put(windowed());
    world.service().accept(world.upload("lake", "raw/1.csv"));
    world.service().accept(world.upload("lake", "raw/2.csv"));
    world.store.delete(List.of("s3://lake/raw/1.csv"));

    world.deliverMessages();

    assertThat(world.files().values()).containsExactly(List.of("s3://lake/raw/2.csv"));
    assertThat(world.deadLetters.getFirst().reason())
        .startsWith("s3://lake/raw/1.csv was uploaded");
  }

  @ParameterizedTest
  @EnumSource(KillingObjectStore.Moment.class)
  void aDeathAtAnyStepOfAnUploadLeavesOneExecution(KillingObjectStore.Moment moment) {
    int deaths = 0;
    for (int request = 1; ; request++) {
      var each = new TriggerWorld();
      each.put(job(""));
      var event = each.upload("lake", "raw/a.csv");
      var killing = new KillingObjectStore(each.store, request, moment);
      boolean isKilled = dies(() -> each.service(killing).accept(event));
      each.service().accept(event);

      assertThat(each.files().values()).containsExactly(List.of("s3://lake/raw/a.csv"));
      if (!isKilled) {
        break;
      }
      deaths++;
    }
    assertThat(deaths).isGreaterThan(5);
  }

  @ParameterizedTest
  @EnumSource(KillingObjectStore.Moment.class)
  void aDeathAtAnyStepOfAWindowLeavesEachObjectInOneExecution(KillingObjectStore.Moment moment) {
    int deaths = 0;
    for (int request = 1; ; request++) {
      var each = new TriggerWorld();
      each.put(windowed());
      var first = each.upload("lake", "raw/1.csv");
      var second = each.upload("lake", "raw/2.csv");
      var killing = new KillingObjectStore(each.store, request, moment);
      var mortal = each.service(killing);
      boolean isKilled =
          dies(
              () -> {
                mortal.accept(first);
                mortal.accept(second);
                each.pass(Duration.ofMinutes(2));
                mortal.accept(windowEnd(each));
              });
      each.service().accept(first);
      each.service().accept(second);
      each.deliverMessages();

      assertThat(each.files().values().stream().flatMap(List::stream))
          .containsExactlyInAnyOrder("s3://lake/raw/1.csv", "s3://lake/raw/2.csv");
      if (!isKilled) {
        break;
      }
      deaths++;
    }
    assertThat(deaths).isGreaterThan(20);
  }

  /// While one process puts an object into a window, at any of its requests another closes it.
  @Test
  void aWindowThatIsClosedWhileAnObjectJoinsItLosesNone() {
    boolean isInterrupted = true;
    for (int request = 1; isInterrupted; request++) {
      var each = new TriggerWorld();
      each.put(windowed());
      each.service().accept(each.upload("lake", "raw/1.csv"));
      var second = each.upload("lake", "raw/2.csv");
      var late =
          new InterruptedStore(
              each.store,
              request,
              () -> {
                each.pass(Duration.ofMinutes(2));
                each.service().accept(windowEnd(each));
              });
      each.service(late.store()).accept(second);
      isInterrupted = late.isInterrupted();
      each.deliverMessages();

      assertThat(each.files().values().stream().flatMap(List::stream))
          .as("request " + request)
          .containsExactlyInAnyOrder("s3://lake/raw/1.csv", "s3://lake/raw/2.csv");
    }
  }

  /// While one process closes a window, at any of its requests another puts an object into it.
  @Test
  void anObjectThatJoinsAWindowWhileItIsClosedIsNotLost() {
    boolean isInterrupted = true;
    for (int request = 1; isInterrupted; request++) {
      var each = new TriggerWorld();
      each.put(windowed());
      each.service().accept(each.upload("lake", "raw/1.csv"));
      var second = each.upload("lake", "raw/2.csv");
      // It has chosen the window before its end, and comes to put itself there only now.
      each.store.poke(
          TriggerWorld.WORK + "/registry/ingest/uploads/" + hash(second) + "/0",
          "{\"version\":1,\"window\":\"0-0\"}".getBytes(StandardCharsets.UTF_8));
      each.pass(Duration.ofMinutes(2));
      var closing = new InterruptedStore(each.store, request, () -> each.service().accept(second));
      each.service(closing.store()).accept(windowEnd(each));
      isInterrupted = closing.isInterrupted();
      each.service().accept(second);
      each.deliverMessages();

      assertThat(each.files().values().stream().flatMap(List::stream))
          .as("request " + request)
          .containsExactlyInAnyOrder("s3://lake/raw/1.csv", "s3://lake/raw/2.csv");
    }
  }

  private static String hash(JsonNode event) {
    var uploaded = (TriggerEvent.Uploaded) EventReader.read(event).getFirst();
    return Hash.of("ingest", "upload", uploaded.object().identity());
  }

  private static byte[] windowEnd(TriggerWorld world) {
    var end = TriggerWorld.START.plus(Duration.ofMinutes(1));
    assertThat(end).isBefore(world.now());
    return """
    {"stint":1,"window":{"job":"ingest","trigger":0,"id":"0-0","end":"%s"}}\
    """
        .formatted(end)
        .getBytes(StandardCharsets.UTF_8);
  }

  private static boolean dies(Runnable action) {
    try {
      action.run();
      return false;
    } catch (KillingObjectStore.Killed | IllegalStateException _) {
      return true;
    }
  }

  static LongStream seeds() {
    return LongStream.range(0, 100);
  }

  /// Events are repeated, reordered and cut off by deaths at random; one seed is one world.
  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void everyObjectIsInExactlyOneExecution(long seed) {
    var random = new Random(seed);
    world.put(random.nextBoolean() ? windowed() : job(""));
    var expected = new TreeSet<String>();
    var events = new ArrayList<JsonNode>();
    int count = 1 + random.nextInt(12);
    for (int i = 0; i < count; i++) {
      expected.add("s3://lake/raw/" + i + ".csv");
      var event = world.upload("lake", "raw/" + i + ".csv");
      for (int copy = 0; copy <= random.nextInt(3); copy++) {
        events.add(event);
      }
    }
    Collections.shuffle(events, random);
    while (!events.isEmpty()) {
      var event = events.removeFirst();
      world.pass(Duration.ofSeconds(random.nextInt(30)));
      var moments = KillingObjectStore.Moment.values();
      var killing =
          new KillingObjectStore(
              world.store, 1 + random.nextInt(60), moments[random.nextInt(moments.length)]);
      if (dies(() -> world.service(killing).accept(event))) {
        events.add(random.nextInt(events.size() + 1), event);
      }
      if (random.nextInt(4) == 0) {
        world.deliverMessages();
      }
    }
    world.deliverMessages();

    assertThat(world.files().values().stream().flatMap(List::stream))
        .containsExactlyInAnyOrderElementsOf(expected);
    assertThat(world.deadLetters).isEmpty();
  }
}
