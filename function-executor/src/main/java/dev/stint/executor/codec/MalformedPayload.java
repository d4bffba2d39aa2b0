package dev.stint.executor.codec;

/// A payload is not what [BatchCodec] writes; whoever knows its segment reports it.
final class MalformedPayload extends RuntimeException {

  MalformedPayload(String message) {
    super(message);
  }
}
