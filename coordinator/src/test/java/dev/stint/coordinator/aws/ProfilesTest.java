package dev.stint.coordinator.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.ProfileCredentialsProvider;
import software.amazon.awssdk.profiles.ProfileFile;

/// The ways of logging in for which the SDK needs a library of its own.
class ProfilesTest {

  private static final String SSO =
      """
      [profile me]
      sso_session = company
      sso_account_id = 111122223333
      sso_role_name = analyst
      [sso-session company]
      sso_region = us-east-1
      sso_start_url = https://nobody-is-logged-in-here.awsapps.com/start
      """;

  private static final String LOGIN =
      """
      [profile me]
      region = us-east-1
      login_session = arn:aws:iam::111122223333:user/nobody-is-logged-in-here
      """;

  @Test
  void aProfileWithoutCredentialsIsNamedAndItsFileNotPrinted() {
    var profiles =
        ProfileFile.builder()
            .content("[profile me]\nregion = eu-west-1\n")
            .type(ProfileFile.Type.CONFIGURATION)
            .build();
    var provider =
        ProfileCredentialsProvider.builder().profileFile(profiles).profileName("me").build();

    var problem = catchThrowable(provider::resolveCredentials);

    assertThat(AwsSettings.withoutContent(String.valueOf(problem.getMessage())))
        .contains("'me'")
        .doesNotContain("ProfileFile", "eu-west-1");
  }

  @ParameterizedTest
  @ValueSource(strings = {SSO, LOGIN})
  void profileThatIsLoggedOutSaysThatAndMissesNoLibrary(String config) {
    var profiles =
        ProfileFile.builder().content(config).type(ProfileFile.Type.CONFIGURATION).build();
    var provider =
        ProfileCredentialsProvider.builder().profileFile(profiles).profileName("me").build();

    assertThatThrownBy(provider::resolveCredentials)
        .hasMessageNotContaining("class path")
        .hasMessageMatching("(?is).*(token|session|login).*");
  }
}
