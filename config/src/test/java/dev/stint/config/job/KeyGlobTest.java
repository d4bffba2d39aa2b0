package dev.stint.config.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KeyGlobTest {

  @ParameterizedTest
  @CsvSource({
    "raw/*.csv, raw/a.csv, true",
    "raw/*.csv, raw/x/a.csv, false",
    "raw/**.csv, raw/x/a.csv, true",
    "raw/**/a.csv, raw/x/y/a.csv, true",
    "raw/?.csv, raw/a.csv, true",
    "raw/?.csv, raw/ab.csv, false",
    "'raw/*.{csv,tsv}', raw/a.tsv, true",
    "'raw/*.{csv,tsv}', raw/a.json, false",
    "raw/a+b (1).csv, raw/a+b (1).csv, true",
    "raw/.*, raw/axx, false",
  })
  void globsTakeWholeKeys(String glob, String key, boolean isTaken) {
    assertThat(new KeyGlob(glob).matches(key)).isEqualTo(isTaken);
  }

  @ParameterizedTest
  @ValueSource(strings = {"raw/[ab].csv", "a\\b", "{a,{b}}", "{a"})
  void whatAGlobDoesNotKnowIsRefused(String text) {
    assertThatThrownBy(() -> new KeyGlob(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void theLiteralPrefixEndsAtTheFirstSpecialLetter() {
    assertThat(new KeyGlob("raw/2026-*/x.csv").literalPrefix()).isEqualTo("raw/2026-");
    assertThat(new KeyGlob("raw/a.csv").literalPrefix()).isEqualTo("raw/a.csv");
  }
}
