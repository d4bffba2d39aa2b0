package dev.stint.config.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class S3SettingsTest {

  private static final URI LOOPBACK = URI.create("http://127.0.0.1:9000");

  @Test
  void surviveTheEnvironment() {
    for (var settings :
        List.of(
            S3Settings.aws("eu-west-1"),
            S3Settings.server(LOOPBACK, "me", "hush"),
            new S3Settings(null, "us-east-2", false, "me", "hush", "token"))) {
      assertThat(S3Settings.fromEnvironment(settings.toEnvironment())).isEqualTo(settings);
    }
  }

  @Test
  void withoutVariablesAreAws() {
    assertThat(S3Settings.fromEnvironment(Map.of())).isEqualTo(S3Settings.aws("us-east-1"));
    assertThat(S3Settings.fromEnvironment(Map.of("AWS_REGION", "eu-west-1", "STINT_S3_REGION", "")))
        .isEqualTo(S3Settings.aws("eu-west-1"));
  }

  @Test
  void obeyTheEndpointsOfAws() {
    var variables =
        Map.of(
            "AWS_ENDPOINT_URL", "http://127.0.0.1:4566",
            "AWS_ENDPOINT_URL_S3", "http://127.0.0.1:9000",
            "AWS_REGION", "eu-west-1");

    assertThat(S3Settings.fromEnvironment(variables))
        .isEqualTo(new S3Settings(LOOPBACK, "eu-west-1", true, null, null, null));
    assertThat(endpoint("AWS_ENDPOINT_URL", "http://127.0.0.1:4566").endpoint()).hasPort(4566);
    refuses(Map.of("AWS_ENDPOINT_URL_S3", "127.0.0.1:9000"), "AWS_ENDPOINT_URL_S3=127");
  }

  @Test
  void putBucketsIntoThePathWhereTheyHaveNoHostNames() {
    assertThat(endpoint("STINT_S3_ENDPOINT", "http://127.0.0.1:9000").isPathStyle()).isTrue();
    for (String host : List.of("s3.eu-west-1.amazonaws.com", "s3.dualstack.eu-west-1.api.aws")) {
      assertThat(endpoint("AWS_ENDPOINT_URL_S3", "https://" + host).isPathStyle()).isFalse();
    }
    assertThat(
            S3Settings.fromEnvironment(
                    Map.of(
                        "AWS_ENDPOINT_URL", "https://s3.example.org",
                        "STINT_S3_PATH_STYLE", "false"))
                .isPathStyle())
        .isFalse();
  }

  private static S3Settings endpoint(String variable, String value) {
    return S3Settings.fromEnvironment(Map.of(variable, value));
  }

  @Test
  void neverPrintSecrets() {
    var settings = new S3Settings(LOOPBACK, "us-east-1", true, "access", "hush", "token");

    assertThat(settings.toString())
        .isEqualTo(
            "S3Settings[endpoint=http://127.0.0.1:9000, region=us-east-1, isPathStyle=true,"
                + " credentials=given]");
  }

  @Test
  void refuseWhatCannotWork() {
    refuses(Map.of("STINT_S3_ENDPOINT", "127.0.0.1:9000"), "http://host:port");
    refuses(Map.of("STINT_S3_ENDPOINT", "http://a b"), "STINT_S3_ENDPOINT");
    refuses(Map.of("STINT_S3_PATH_STYLE", "yes"), "STINT_S3_PATH_STYLE=yes: write true or false");
    refuses(Map.of("STINT_S3_ACCESS_KEY", "me"), "both or neither");
    refuses(Map.of("STINT_S3_SESSION_TOKEN", "t"), "session token");
    refuses(Map.of("STINT_S3_ENDPIONT", "http://a"), "STINT_S3_ENDPIONT: no such setting");
  }

  @Test
  void tellHadoopAboutAServer() {
    assertThat(S3Settings.server(LOOPBACK, "me", "hush").hadoopProperties())
        .containsEntry("fs.s3a.endpoint", "http://127.0.0.1:9000")
        .containsEntry("fs.s3a.endpoint.region", "us-east-1")
        .containsEntry("fs.s3a.connection.ssl.enabled", "false")
        .containsEntry("fs.s3a.path.style.access", "true")
        .containsEntry("fs.s3a.access.key", "me")
        .containsEntry("fs.s3a.secret.key", "hush")
        .containsEntry(
            "fs.s3a.aws.credentials.provider",
            "org.apache.hadoop.fs.s3a.SimpleAWSCredentialsProvider")
        .containsEntry("fs.s3.impl", "org.apache.hadoop.fs.s3a.S3AFileSystem")
        .containsEntry("fs.file.impl", "org.apache.hadoop.fs.RawLocalFileSystem");
  }

  @Test
  void tellHadoopToFindCredentialsAsTheSdkDoes() {
    assertThat(S3Settings.aws("eu-west-1").hadoopProperties())
        .doesNotContainKeys("fs.s3a.endpoint", "fs.s3a.access.key", "fs.s3a.session.token")
        .containsEntry("fs.s3a.endpoint.region", "eu-west-1")
        .containsEntry(
            "fs.s3a.aws.credentials.provider",
            "software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider");
    assertThat(new S3Settings(null, "r", false, "a", "s", "t").hadoopProperties())
        .containsEntry("fs.s3a.session.token", "t")
        .containsEntry(
            "fs.s3a.aws.credentials.provider",
            "org.apache.hadoop.fs.s3a.TemporaryAWSCredentialsProvider");
  }

  private static void refuses(Map<String, String> environment, String message) {
    assertThatThrownBy(() -> S3Settings.fromEnvironment(environment))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }
}
