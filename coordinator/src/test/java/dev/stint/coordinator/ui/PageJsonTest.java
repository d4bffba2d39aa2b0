package dev.stint.coordinator.ui;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.stint.coordinator.event.RunEvent;
import dev.stint.coordinator.page.AttemptColumns;
import dev.stint.coordinator.page.PageEvents;
import dev.stint.coordinator.partition.Decision;
import dev.stint.plan.failure.FailureKind;
import dev.stint.plan.task.HeavyKey;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class PageJsonTest {

  @JsonAutoDetect(
      fieldVisibility = JsonAutoDetect.Visibility.ANY,
      getterVisibility = JsonAutoDetect.Visibility.NONE)
  private interface Fields {}

  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .disable(MapperFeature.AUTO_DETECT_IS_GETTERS)
          .addMixIn(AttemptColumns.class, Fields.class)
          .build();

  private static PageData page() {
    var run = new PageEvents(3, 1000);
    run.planned(0, 3, new Decision.Cut(Decision.Kind.SPLITS, 1000, 500, 2));
    run.failed(run.start(0, 0), FailureKind.TRANSIENT, "\"lost\" <b>\u2028", PageEvents.retry());
    run.pass(10).won(run.start(0, 1), 10, 700, 65, new HeavyKey("'x'", 700));
    run.won(run.start(0, 2), 10, 100, 4095, null);
    run.tell(new RunEvent.StageFinished(0));
    return PageData.of(run.page(), "7");
  }

  @Test
  void pagesAreWrittenAsAMapperWould() throws IOException {
    var page = page();
    var list = new RunList("local", List.of(RunList.Line.of(page)), List.of(), List.of("x"), "1");

    for (var data : List.of(page, list)) {
      assertThat(MAPPER.readTree(PageJson.bytes(data)))
          .isEqualTo(MAPPER.readTree(MAPPER.writeValueAsBytes(data)));
    }
  }

  @Test
  void whatIsNullIsThere() throws IOException {
    var totals = MAPPER.readTree(PageJson.bytes(page())).at("/run/totals");

    assertThat(totals.has("failedRequests")).isTrue();
    assertThat(totals.get("failedRequests").isNull()).isTrue();
  }

  @Test
  void whatPagesDoNotKnowIsRefused() {
    assertThatThrownBy(() -> PageJson.bytes(new Object()))
        .hasMessage("pages may not get a class java.lang.Object");
  }
}
