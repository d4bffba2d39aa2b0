package dev.stint.infra;

import static dev.stint.infra.Templates.STORAGE;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;

class StorageStackTest {

  private static final JsonNode BUCKET = Templates.properties(STORAGE, "WorkBucket");

  @Test
  void bucketStaysWhenTheStackGoesOrReplacesIt() {
    var resource = Templates.resource(STORAGE, "WorkBucket");

    assertThat(resource.path("DeletionPolicy").asText()).isEqualTo("Retain");
    assertThat(resource.path("UpdateReplacePolicy").asText()).isEqualTo("Retain");
  }

  /// Nobody can take the name before, and another deployment finds no bucket in its way.
  @Test
  void bucketIsNamedByCloudFormation() {
    assertThat(BUCKET.has("BucketName")).isFalse();
  }

  @Test
  void bucketIsEncryptedByS3OrByTheKeyThatIsGiven() {
    assertThat(BUCKET.path("BucketEncryption"))
        .isEqualTo(
            Templates.json(
                """
                {'ServerSideEncryptionConfiguration': [{'Fn::If': ['HasKmsKey',
                  {'BucketKeyEnabled': true, 'ServerSideEncryptionByDefault':
                    {'SSEAlgorithm': 'aws:kms', 'KMSMasterKeyID': {'Ref': 'KmsKeyArn'}}},
                  {'ServerSideEncryptionByDefault': {'SSEAlgorithm': 'AES256'}}]}]}
                """));
    assertThat(STORAGE.at("/Conditions/HasKmsKey"))
        .isEqualTo(Templates.json("{'Fn::Not': [{'Fn::Equals': [{'Ref': 'KmsKeyArn'}, '']}]}"));
  }

  @Test
  void publicAccessIsBlockedInAllFourWaysAndAccessListsAreOff() {
    assertThat(BUCKET.path("PublicAccessBlockConfiguration"))
        .isEqualTo(
            Templates.json(
                """
                {'BlockPublicAcls': true, 'BlockPublicPolicy': true,
                 'IgnorePublicAcls': true, 'RestrictPublicBuckets': true}
                """));
    assertThat(BUCKET.at("/OwnershipControls/Rules/0/ObjectOwnership").asText())
        .isEqualTo("BucketOwnerEnforced");
  }

  @Test
  void whatRunsAndUploadsLeaveIsDeletedByRules() {
    assertThat(BUCKET.path("LifecycleConfiguration"))
        .isEqualTo(
            Templates.json(
                """
                {'Rules': [
                  {'Id': 'expire-runs', 'Status': 'Enabled', 'Prefix': 'runs/',
                   'ExpirationInDays': {'Ref': 'RunRetentionDays'}},
                  {'Id': 'abort-uploads', 'Status': 'Enabled',
                   'AbortIncompleteMultipartUpload': {'DaysAfterInitiation': 7}}]}
                """));
    assertThat(Templates.parameter(STORAGE, "RunRetentionDays").path("Default").asInt())
        .isEqualTo(30);
  }

  @Test
  void bucketTellsEventBridge() {
    assertThat(BUCKET.path("NotificationConfiguration"))
        .isEqualTo(Templates.json("{'EventBridgeConfiguration': {'EventBridgeEnabled': true}}"));
  }

  @Test
  void bucketBearsTheDeploymentsName() {
    assertThat(BUCKET.path("Tags"))
        .isEqualTo(Templates.json("[{'Key': 'stint', 'Value': {'Ref': 'Name'}}]"));
  }
}
