package dev.mesos.local.api.discovery;

import com.fasterxml.jackson.databind.node.ArrayNode;

/** Access reviews: they can be asked, but nothing of theirs is kept. */
final class Reviews {
  private Reviews() {}

  static void describe(ArrayNode resources) {
    for (String kind : new String[] {"SelfSubjectAccessReview", "SelfSubjectRulesReview"}) {
      resources
          .addObject()
          .put("name", kind.toLowerCase(java.util.Locale.ROOT) + "s")
          .put("singularName", kind.toLowerCase(java.util.Locale.ROOT))
          .put("namespaced", false)
          .put("kind", kind)
          .putArray("verbs")
          .add("create");
    }
  }
}
