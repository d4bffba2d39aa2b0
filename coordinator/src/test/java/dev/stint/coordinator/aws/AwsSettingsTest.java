package dev.stint.coordinator.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stint.plan.failure.StintException;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AwsSettingsTest {

  private static final Map<String, String> ENDPOINT =
      Map.of("AWS_ENDPOINT_URL", "http://127.0.0.1:4566", "AWS_REGION", "eu-west-1");

  @Test
  void aRolesKeysGoWithTheirToken() {
    var settings =
        AwsSettings.ofEmulator(
            with(
                Map.of(
                    "AWS_ACCESS_KEY_ID",
                    "ASIAROLE",
                    "AWS_SECRET_ACCESS_KEY",
                    "hidden",
                    "AWS_SESSION_TOKEN",
                    "token")));

    assertThat(settings.keys()).isEqualTo(new AwsKeys("ASIAROLE", "hidden", "token"));
    assertThat(settings.s3().sessionToken()).isEqualTo("token");
    assertThat(settings.toString() + settings.keys()).doesNotContain("ASIAROLE", "hidden", "token");
  }

  @Test
  void oneKeyAloneIsRefused() {
    assertThatThrownBy(() -> AwsSettings.ofEmulator(with(Map.of("AWS_ACCESS_KEY_ID", "AKIA"))))
        .isInstanceOf(StintException.class)
        .hasMessageContaining("AWS_SECRET_ACCESS_KEY is not set");
  }

  private static Map<String, String> with(Map<String, String> more) {
    var all = new HashMap<>(ENDPOINT);
    all.putAll(more);
    return all;
  }
}
