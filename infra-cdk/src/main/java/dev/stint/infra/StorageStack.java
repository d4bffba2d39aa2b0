package dev.stint.infra;

import dev.stint.config.deploy.DeployDefaults;
import dev.stint.config.deploy.StackOutputs;
import dev.stint.config.deploy.StackParameters;
import dev.stint.infra.Parameters.Range;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.CfnCondition;
import software.amazon.awscdk.CfnDeletionPolicy;
import software.amazon.awscdk.CfnOutput;
import software.amazon.awscdk.CfnParameter;
import software.amazon.awscdk.Fn;
import software.amazon.awscdk.IResolvable;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.amazon.awscdk.services.s3.CfnBucket;
import software.amazon.awscdk.services.s3.CfnBucketPolicy;
import software.constructs.Construct;

/// The work bucket. It is named by CloudFormation, so that nobody can take the name before, and
/// stays when the stack goes.
final class StorageStack extends Stack {

  StorageStack(Construct scope, String id, StackProps props) {
    super(scope, id, props);
    var parameters = new Parameters(this);
    var name = parameters.name();
    var key =
        parameters.text(
            StackParameters.KMS_KEY_ARN,
            "The ARN of a KMS key for the work bucket; empty for S3's own key",
            "");
    var retention =
        parameters.number(
            StackParameters.RUN_RETENTION_DAYS,
            "Days after which what a run has left is deleted",
            new Range(2, 3_650),
            DeployDefaults.RUN_RETENTION_DAYS);
    var hasKey = parameters.isNot("HasKmsKey", key, "");
    var bucket = bucket(encryption(key, hasKey), retention);
    bucket.getTags().setTag("stint", name.getValueAsString());
    CfnBucketPolicy.Builder.create(this, "WorkBucketPolicy")
        .bucket(bucket.getRef())
        .policyDocument(
            Policies.document(
                List.of(
                    Policies.tlsOnly("s3:*", List.of("${WorkBucket.Arn}", "${WorkBucket.Arn}/*")))))
        .build();
    CfnOutput.Builder.create(this, "WorkBucketName")
        .key(StackOutputs.WORK_BUCKET)
        .value(bucket.getRef())
        .build();
  }

  private CfnBucket bucket(CfnBucket.BucketEncryptionProperty encryption, CfnParameter retention) {
    var bucket =
        CfnBucket.Builder.create(this, "WorkBucket")
            .bucketEncryption(encryption)
            .publicAccessBlockConfiguration(
                CfnBucket.PublicAccessBlockConfigurationProperty.builder()
                    .blockPublicAcls(true)
                    .blockPublicPolicy(true)
                    .ignorePublicAcls(true)
                    .restrictPublicBuckets(true)
                    .build())
            .ownershipControls(
                CfnBucket.OwnershipControlsProperty.builder()
                    .rules(
                        List.of(
                            CfnBucket.OwnershipControlsRuleProperty.builder()
                                .objectOwnership("BucketOwnerEnforced")
                                .build()))
                    .build())
            .lifecycleConfiguration(lifecycle(retention))
            .notificationConfiguration(
                CfnBucket.NotificationConfigurationProperty.builder()
                    .eventBridgeConfiguration(
                        CfnBucket.EventBridgeConfigurationProperty.builder()
                            .eventBridgeEnabled(true)
                            .build())
                    .build())
            .build();
    bucket.getCfnOptions().setDeletionPolicy(CfnDeletionPolicy.RETAIN);
    bucket.getCfnOptions().setUpdateReplacePolicy(CfnDeletionPolicy.RETAIN);
    return bucket;
  }

  private static CfnBucket.BucketEncryptionProperty encryption(
      CfnParameter key, CfnCondition hasKey) {
    var byKey =
        Map.of(
            "BucketKeyEnabled",
            true,
            "ServerSideEncryptionByDefault",
            Map.of("SSEAlgorithm", "aws:kms", "KMSMasterKeyID", key.getValueAsString()));
    var byS3 = Map.of("ServerSideEncryptionByDefault", Map.of("SSEAlgorithm", "AES256"));
    IResolvable rule = Fn.conditionIf(hasKey.getLogicalId(), byKey, byS3);
    return CfnBucket.BucketEncryptionProperty.builder()
        .serverSideEncryptionConfiguration(List.of(rule))
        .build();
  }

  /// What is temporary lies below `runs/`, most of it for minutes: what a rule deletes is what no
  /// sweep has.
  private static CfnBucket.LifecycleConfigurationProperty lifecycle(CfnParameter retention) {
    return CfnBucket.LifecycleConfigurationProperty.builder()
        .rules(
            List.of(
                CfnBucket.RuleProperty.builder()
                    .id("expire-runs")
                    .status("Enabled")
                    .prefix("runs/")
                    .expirationInDays(retention.getValueAsNumber())
                    .build(),
                CfnBucket.RuleProperty.builder()
                    .id("abort-uploads")
                    .status("Enabled")
                    .abortIncompleteMultipartUpload(
                        CfnBucket.AbortIncompleteMultipartUploadProperty.builder()
                            .daysAfterInitiation(DeployDefaults.OPEN_UPLOAD_DAYS)
                            .build())
                    .build()))
        .build();
  }
}
