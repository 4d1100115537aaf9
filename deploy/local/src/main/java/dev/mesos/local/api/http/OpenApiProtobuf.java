package dev.mesos.local.api.http;

import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;

/**
 * OpenAPI version 2 in binary form, without any content: kubectl asks for it when a kind is in no
 * document of version 3, and then does without.
 */
final class OpenApiProtobuf {
  /** Swagger "2.0", an info with title and version, no paths. */
  private static final String BYTES = "\n\u00032.0\u0012\u000f\n\nKubernetes\u0012\u00011B\u0000";

  static final Reply EMPTY =
      new Reply(
          200,
          TextNode.valueOf(BYTES),
          "application/com.github.proto-openapi.spec.v2@v1.0+protobuf",
          List.of());

  private OpenApiProtobuf() {}
}
