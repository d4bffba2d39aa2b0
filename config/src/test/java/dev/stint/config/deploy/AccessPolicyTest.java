package dev.stint.config.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.stint.config.deploy.DataLocation.Access;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AccessPolicyTest {

  private static final String KEY = "arn:aws:kms:eu-central-1:123456789012:key/1a2b-3c";

  private static final AccessPolicy POLICY =
      new AccessPolicy(
          "aws",
          "work",
          List.of(
              DataLocation.parse("s3://lake/raw", Access.READ),
              DataLocation.parse("s3://archive", Access.READ),
              DataLocation.parse("s3://lake/daily/", Access.WRITE)),
          List.of(KEY));

  @Test
  void taskFunctionsReadInputsWriteOutputsAndExchangeSegments() throws IOException {
    assertThat(json(POLICY.task()))
        .isEqualTo(
            json(
                """
                {'Version': '2012-10-17', 'Statement': [
                  {'Sid': 'Segments', 'Effect': 'Allow',
                   'Action': ['s3:GetObject', 's3:PutObject', 's3:AbortMultipartUpload'],
                   'Resource': ['arn:aws:s3:::work/runs/*/segments/*']},
                  {'Sid': 'StopFlags', 'Effect': 'Allow', 'Action': ['s3:DeleteObject'],
                   'Resource': ['arn:aws:s3:::work/runs/*/segments/*.stop']},
                  {'Sid': 'UserFunctions', 'Effect': 'Allow', 'Action': ['s3:GetObject'],
                   'Resource': ['arn:aws:s3:::work/functions/*']},
                  {'Sid': 'ReadData', 'Effect': 'Allow', 'Action': ['s3:GetObject'],
                   'Resource': ['arn:aws:s3:::lake/raw', 'arn:aws:s3:::lake/raw/*',
                                'arn:aws:s3:::archive/*']},
                  {'Sid': 'WriteData', 'Effect': 'Allow',
                   'Action': ['s3:PutObject', 's3:AbortMultipartUpload'],
                   'Resource': ['arn:aws:s3:::lake/daily', 'arn:aws:s3:::lake/daily/*']},
                  {'Sid': 'DataKeys', 'Effect': 'Allow',
                   'Action': ['kms:Decrypt', 'kms:GenerateDataKey'], 'Resource': ['%s']}]}
                """
                    .formatted(KEY)));
  }

  @Test
  void coordinatorListsReadsAndCommits() throws IOException {
    assertThat(json(POLICY.coordinator()))
        .isEqualTo(
            json(
                """
                {'Version': '2012-10-17', 'Statement': [
                  {'Sid': 'Work', 'Effect': 'Allow',
                   'Action': ['s3:GetObject', 's3:PutObject', 's3:DeleteObject',
                              's3:AbortMultipartUpload'],
                   'Resource': ['arn:aws:s3:::work/functions/*', 'arn:aws:s3:::work/jobs/*',
                                'arn:aws:s3:::work/registry/*', 'arn:aws:s3:::work/runs/*']},
                  {'Sid': 'ReadData', 'Effect': 'Allow', 'Action': ['s3:GetObject'],
                   'Resource': ['arn:aws:s3:::lake/raw', 'arn:aws:s3:::lake/raw/*',
                                'arn:aws:s3:::archive/*']},
                  {'Sid': 'WriteData', 'Effect': 'Allow',
                   'Action': ['s3:GetObject', 's3:PutObject', 's3:DeleteObject',
                              's3:AbortMultipartUpload'],
                   'Resource': ['arn:aws:s3:::lake/daily', 'arn:aws:s3:::lake/daily/*']},
                  {'Sid': 'ListUploads', 'Effect': 'Allow',
                   'Action': ['s3:ListBucketMultipartUploads'],
                   'Resource': ['arn:aws:s3:::work', 'arn:aws:s3:::lake']},
                  {'Sid': 'ListWork', 'Effect': 'Allow', 'Action': ['s3:ListBucket'],
                   'Resource': ['arn:aws:s3:::work'],
                   'Condition': {'StringLikeIfExists':
                     {'s3:prefix': ['functions/*', 'jobs/*', 'registry/*', 'runs/*']}}},
                  {'Sid': 'ListData1', 'Effect': 'Allow', 'Action': ['s3:ListBucket'],
                   'Resource': ['arn:aws:s3:::archive']},
                  {'Sid': 'ListData2', 'Effect': 'Allow', 'Action': ['s3:ListBucket'],
                   'Resource': ['arn:aws:s3:::lake'],
                   'Condition': {'StringLikeIfExists': {'s3:prefix': ['raw/*', 'daily/*']}}},
                  {'Sid': 'DataKeys', 'Effect': 'Allow',
                   'Action': ['kms:Decrypt', 'kms:GenerateDataKey'], 'Resource': ['%s']}]}
                """
                    .formatted(KEY)));
  }

  @Test
  void withoutLocationsThereIsNoStatementAboutData() {
    var policy = new AccessPolicy("aws", "work", List.of(), List.of());

    assertThat(AccessPolicy.json(policy.task())).doesNotContain("Data").contains("Segments");
    assertThat(AccessPolicy.json(policy.coordinator())).doesNotContain("Data").contains("Work");
  }

  @Test
  void whatIsGivenTwiceStandsOnce() {
    var raw = DataLocation.parse("s3://lake/raw", Access.READ);
    var policy = new AccessPolicy("aws", "work", List.of(raw, raw), List.of(KEY, KEY));
    var once = new AccessPolicy("aws", "work", List.of(raw), List.of(KEY));

    assertThat(policy.task()).isEqualTo(once.task());
    assertThat(policy.coordinator()).isEqualTo(once.coordinator());
  }

  @Test
  void noActionAndNoResourceIsAWildcardAlone() {
    for (var document : List.of(POLICY.task(), POLICY.coordinator())) {
      for (var statement : json(document).path("Statement")) {
        statement
            .path("Action")
            .forEach(action -> assertThat(action.asText()).matches("[a-z0-9]+:[A-Za-z]+"));
        statement
            .path("Resource")
            .forEach(
                resource ->
                    assertThat(resource.asText())
                        .matches("arn:aws:(s3:::[a-z]+(/.+)?|kms:.*:key/[a-z0-9-]+)"));
      }
    }
  }

  @Test
  void moreThanIamTakesIsRefusedWithTheRemedy() {
    var locations = new ArrayList<DataLocation>();
    for (int i = 0; i < 60; i++) {
      locations.add(DataLocation.parse("s3://lake/a/rather/long/prefix/number-" + i, Access.READ));
    }
    var policy = new AccessPolicy("aws", "work", locations, List.of());

    assertThatThrownBy(policy::task)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageMatching(
            "the policy of task functions has \\d+ characters for 60 locations, and IAM takes 6144:"
                + " name folders further up, .*");
  }

  @Test
  void whatIsNoKeyIsRefusedByName() {
    assertThatThrownBy(() -> new AccessPolicy("aws", "work", List.of(), List.of("alias/lake")))
        .hasMessageStartingWith("alias/lake: not the ARN of a KMS key");
  }

  private static JsonNode json(Map<String, Object> document) {
    return new JsonMapper().valueToTree(document);
  }

  private static JsonNode json(String text) throws IOException {
    return new JsonMapper().readTree(text.replace('\'', '"'));
  }
}
