package dev.stint.sql.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stint.plan.failure.FailureKind;
import dev.stint.plan.failure.StintException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConcurrentlyTest {

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 100})
  void resultsAreInTheOrderOfTheItems(int count) {
    var items = IntStream.range(0, count).boxed().toList();
    var progress = new ArrayList<Integer>();

    assertThat(Concurrently.map(items, item -> item * 2, progress::add))
        .isEqualTo(items.stream().map(item -> item * 2).toList());
    assertThat(progress).isEqualTo(IntStream.rangeClosed(1, count).boxed().toList());
  }

  @Test
  void severalAreUnderWayAtOnce() {
    var both = new CountDownLatch(2);

    assertThat(
            Concurrently.map(
                List.of(1, 2),
                item -> {
                  both.countDown();
                  try {
                    both.await();
                  } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                  }
                  return item;
                }))
        .containsExactly(1, 2);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void aFailureIsThrownAsItIs(int count) {
    var items = IntStream.range(0, count).boxed().toList();
    var failure = StintException.user("no such file");

    assertThatThrownBy(
            () ->
                Concurrently.map(
                    items,
                    _ -> {
                      throw failure;
                    }))
        .isSameAs(failure);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void whatNobodyExpectedIsInternal(int count) {
    var items = IntStream.range(0, count).boxed().toList();

    assertThatThrownBy(
            () ->
                Concurrently.map(
                    items,
                    _ -> {
                      throw new IllegalStateException("odd");
                    }))
        .isInstanceOfSatisfying(
            StintException.class, e -> assertThat(e.kind()).isEqualTo(FailureKind.INTERNAL))
        .hasMessageContaining("odd");
  }
}
