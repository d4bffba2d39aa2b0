package dev.stint.coordinator.ui;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stint.coordinator.page.PageEvents;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class HtmlFileTest {

  private static String html() {
    var page = PageData.of(new PageEvents(1, 10).page(), "1");
    return HtmlFile.of(List.of(page), "Stint", "local", Instant.EPOCH);
  }

  @Test
  void namesNoPlaceOutside() {
    var elements = html().replaceAll("(?s)<(script|style)[^>]*>.*?</\\1>", "");

    assertThat(elements).doesNotContain("src=").doesNotContain("http:").doesNotContain("https:");
  }

  @Test
  void policyHasAHashForEachScriptAndStyleAndNothingElse() {
    var html = html();
    var policy = html.substring(html.indexOf("default-src"), html.indexOf("base-uri"));

    assertThat(Pattern.compile("'sha256-").matcher(policy).results())
        .hasSize(Assets.scriptNames().size() + Assets.styleNames().size());
    assertThat(policy).doesNotContain("unsafe").startsWith("default-src 'none'");
  }

  @Test
  void whatUsersWroteIsNowhereInTheMarkup() {
    assertThat(html()).doesNotContain("SELECT key FROM t");
  }

  @Test
  void licenseOfTheChartsIsTold() {
    assertThat(html()).contains("Permission is hereby granted");
  }
}
