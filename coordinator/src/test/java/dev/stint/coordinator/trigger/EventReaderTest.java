package dev.stint.coordinator.trigger;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventReaderTest {

  private static final String NOTIFICATION =
      """
      {"Records":[{"eventVersion":"2.1","eventSource":"aws:s3","awsRegion":"eu-central-1",
       "eventTime":"2026-01-31T03:00:00.123Z","eventName":"%s",
       "userIdentity":{"principalId":"AWS:AIDA"},"requestParameters":{"sourceIPAddress":"10.0.0.1"},
       "responseElements":{"x-amz-request-id":"C3D13FE58DE4C810","x-amz-id-2":"FMyUVURI"},
       "s3":{"s3SchemaVersion":"1.0","configurationId":"c",
        "bucket":{"name":"lake","ownerIdentity":{"principalId":"A3"},"arn":"arn:aws:s3:::lake"},
        "object":{"key":"%s","size":1024,"eTag":"d41d8cd98f00b204e9800998ecf8427e",
         "versionId":"096fKKXTRTtl3on89fVO.nfljtsv6qko","sequencer":"0055AED6DCD90281E5"}}}]}
      """;

  private static final String EVENT_BRIDGE =
      """
      {"version":"0","id":"17793124-05d4-b198-2fde-7ededc63b103","detail-type":"%s",
       "source":"aws.s3","account":"111122223333","time":"2026-01-31T03:00:00Z",
       "region":"eu-central-1","resources":["arn:aws:s3:::lake"],
       "detail":{"version":"0","bucket":{"name":"lake"},
        "object":{"key":"%s","size":5,"etag":"b1946ac92492d2347c6235b4d2611184",
         "version-id":"IYV3p45BT0ac8hjHg1houSdS1a.Mro8e","sequencer":"00617F08299329D189"},
        "request-id":"N4N7GDK58NMKJ12R","requester":"123456789012",
        "source-ip-address":"1.2.3.4","reason":"PutObject"}}
      """;

  private static TriggerEvent only(String json) {
    var events = EventReader.read(json.getBytes(StandardCharsets.UTF_8));
    assertThat(events).hasSize(1);
    return events.getFirst();
  }

  private static ObjectVersion uploaded(String json) {
    return ((TriggerEvent.Uploaded) only(json)).object();
  }

  private static String refusal(String json) {
    return ((TriggerEvent.Refused) only(json)).reason();
  }

  @Test
  void aNotificationOfS3IsReadWhole() {
    assertThat(uploaded(NOTIFICATION.formatted("ObjectCreated:Put", "raw/a.csv")))
        .isEqualTo(
            new ObjectVersion(
                "lake",
                "raw/a.csv",
                "096fKKXTRTtl3on89fVO.nfljtsv6qko",
                "d41d8cd98f00b204e9800998ecf8427e",
                1024,
                "0055AED6DCD90281E5",
                Instant.parse("2026-01-31T03:00:00.123Z")));
  }

  @Test
  void anEventOfEventBridgeIsReadWhole() {
    assertThat(uploaded(EVENT_BRIDGE.formatted("Object Created", "raw/a.csv")))
        .isEqualTo(
            new ObjectVersion(
                "lake",
                "raw/a.csv",
                "IYV3p45BT0ac8hjHg1houSdS1a.Mro8e",
                "b1946ac92492d2347c6235b4d2611184",
                5,
                "00617F08299329D189",
                Instant.parse("2026-01-31T03:00:00Z")));
  }

  @ParameterizedTest
  @CsvSource({
    "raw/a+b.csv, raw/a b.csv",
    "raw/a%2Bb.csv, raw/a+b.csv",
    "raw/100%25.csv, raw/100%.csv",
    "raw/%C3%BCber/%F0%9F%9A%95.csv, raw/über/🚕.csv",
    "raw/month%3D1/a.csv, raw/month=1/a.csv",
    "raw/%2520.csv, raw/%20.csv",
  })
  void keysAreFormEncodedInNotificationsAndAsTheyAreInEventBridge(String encoded, String key) {
    assertThat(uploaded(NOTIFICATION.formatted("ObjectCreated:Post", encoded)).key())
        .isEqualTo(key);
    assertThat(uploaded(EVENT_BRIDGE.formatted("Object Created", key)).key()).isEqualTo(key);
  }

  @Test
  void messagesOfSqsHoldEventsOfTheirOwn() {
    var batch =
        (TriggerEvent.Batch)
            only(
                """
                {"Records":[{"messageId":"m1","receiptHandle":"r","body":"{\\"x\\":1}",
                 "attributes":{"ApproximateReceiveCount":"1"},"messageAttributes":{},
                 "md5OfBody":"e4","eventSource":"aws:sqs",
                 "eventSourceARN":"arn:aws:sqs:us-east-1:1:q","awsRegion":"us-east-1"}]}
                """);

    assertThat(batch.messages()).containsExactly(new TriggerEvent.Batch.Message("m1", "{\"x\":1}"));
  }

  @Test
  void aTestEventAndDeletionsAreIgnoredWithAWord() {
    assertThat(
            only(
                """
                {"Service":"Amazon S3","Event":"s3:TestEvent","Time":"2026-01-31T03:00:00Z",
                 "Bucket":"lake","RequestId":"5582815E1AEA5ADF","HostId":"8cLeGAmw"}
                """))
        .isEqualTo(new TriggerEvent.Ignored("S3's test event of bucket lake"));
    for (var json :
        List.of(
            NOTIFICATION.formatted("ObjectRemoved:DeleteMarkerCreated", "raw/a+b.csv"),
            NOTIFICATION.formatted("LifecycleExpiration:Delete", "raw/a+b.csv"),
            EVENT_BRIDGE.formatted("Object Deleted", "raw/a b.csv"))) {
      assertThat(only(json))
          .isEqualTo(
              new TriggerEvent.Ignored("s3://lake/raw/a b.csv was deleted, which starts nothing"));
    }
  }

  @Test
  void whatIsNotKnownIsRefusedByName() {
    assertThat(refusal(NOTIFICATION.formatted("ObjectTagging:Put", "a")))
        .isEqualTo("the event 'ObjectTagging:Put' of S3 starts no job");
    assertThat(refusal(EVENT_BRIDGE.formatted("Object Tags Added", "a")))
        .isEqualTo("the event 'Object Tags Added' of S3 starts no job");
    assertThat(refusal("{\"detail-type\":\"Scheduled Event\",\"source\":\"aws.events\"}"))
        .isEqualTo("the event 'Scheduled Event' comes from aws.events, not from S3");
    assertThat(refusal("{\"Records\":[{\"eventSource\":\"aws:kinesis\"}]}"))
        .isEqualTo("a record has the event source 'aws:kinesis', not aws:s3 or aws:sqs");
    assertThat(refusal("{\"stint\":2,\"schedule\":{}}"))
        .startsWith("the message has version 2 of Stint's format");
    assertThat(refusal("{\"stint\":1}"))
        .isEqualTo("the message has neither a schedule nor a window");
    assertThat(refusal("hello")).isEqualTo("the message is not JSON");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "[]",
        "null",
        "\"x\"",
        "{\"Records\":[]}",
        "{\"Records\":[{\"eventSource\":\"aws:s3\"}]}",
        "{\"Records\":[{\"eventSource\":\"aws:sqs\"}]}",
        "{\"Records\":[7]}",
        "{\"detail-type\":\"Object Created\",\"source\":\"aws.s3\"}",
        "{\"stint\":1,\"schedule\":{\"job\":\"a\",\"trigger\":-1}}",
        "{\"stint\":1,\"schedule\":{\"job\":\"a\",\"trigger\":0,\"time\":\"noon\"}}",
        "{\"stint\":1,\"window\":{\"job\":\"a\",\"trigger\":0,\"id\":\"0-0\"}}",
        ""
      })
  void whatIsBrokenIsRefusedAndNotThrown(String json) {
    assertThat(only(json)).isInstanceOf(TriggerEvent.Refused.class);
  }

  @Test
  void aKeyThatIsNotEncodedRightIsRefused() {
    assertThat(refusal(NOTIFICATION.formatted("ObjectCreated:Put", "raw/100%.csv")))
        .startsWith("a record of an S3 notification: ");
  }

  @Test
  void ownMessagesAreRead() {
    assertThat(
            only(
                """
                {"stint":1,"schedule":{"job":"a","trigger":1,"time":"2026-01-31T03:00:00Z"}}\
                """))
        .isEqualTo(
            new TriggerEvent.TimeCame(
                "a",
                1,
                Instant.parse("2026-01-31T03:00:00Z"),
                TriggerEvent.Punctuality.DUE));
    assertThat(
            only(
                """
                {"stint":1,"window":{"job":"a","trigger":0,"id":"0-7","end":"2026-01-31T03:00:00Z"}}\
                """))
        .isEqualTo(
            new TriggerEvent.WindowEnded("a", 0, "0-7", Instant.parse("2026-01-31T03:00:00Z")));
  }
}
