package dev.mesos.local.api.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.mesos.local.api.model.ApiException.Cause;
import dev.mesos.local.api.model.Json;
import dev.mesos.local.api.model.ResourceType;
import dev.mesos.local.api.schema.FieldPath;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** What names, labels, annotations, finalizers and owners must look like. */
final class MetadataRules {
  private static final FieldPath METADATA = FieldPath.ROOT.child("metadata");
  private static final String LABEL = "[a-z0-9]([-a-z0-9]*[a-z0-9])?";
  private static final String SUBDOMAIN = LABEL + "(\\." + LABEL + ")*";
  private static final Pattern IS_SUBDOMAIN = Pattern.compile(SUBDOMAIN);
  private static final Pattern IS_LABEL = Pattern.compile(LABEL);
  private static final Pattern IS_SERVICE_NAME = Pattern.compile("[a-z]([-a-z0-9]*[a-z0-9])?");
  private static final String NAME_PART = "([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]";
  private static final Pattern IS_NAME_PART = Pattern.compile(NAME_PART);
  private static final Pattern IS_VALUE = Pattern.compile("(" + NAME_PART + ")?");
  private static final Set<String> LABEL_NAMES = Set.of("namespaces");
  private static final Set<String> FREE_NAMES =
      Set.of("roles", "rolebindings", "clusterroles", "clusterrolebindings");

  private MetadataRules() {}

  static List<Cause> check(ResourceType type, ObjectNode object) {
    List<Cause> causes = new ArrayList<>();
    checkName(type, Json.name(object), causes);
    JsonNode metadata = object.path("metadata");
    metadata
        .path("labels")
        .properties()
        .forEach(e -> {
          checkKey(e.getKey(), METADATA.child("labels"), causes);
          checkValue(e.getValue(), causes);
        });
    metadata
        .path("annotations")
        .properties()
        .forEach(e -> checkKey(e.getKey(), METADATA.child("annotations"), causes));
    checkOwners(metadata.path("ownerReferences"), causes);
    return causes;
  }

  private static void checkName(ResourceType type, String name, List<Cause> causes) {
    FieldPath path = METADATA.child("name");
    if (name.isEmpty()) {
      causes.add(path.required("name or generateName is required"));
      return;
    }
    JsonNode value = TextNode.valueOf(name);
    if (FREE_NAMES.contains(type.plural())) {
      if (name.contains("/") || name.contains("%")) {
        causes.add(path.invalid(value, "may not contain '/'"));
      }
    } else if (type.is("", "services")) {
      if (!IS_SERVICE_NAME.matcher(name).matches()) {
        causes.add(
            path.invalid(
                value,
                "a DNS-1035 label must consist of lower case alphanumeric characters or '-', start"
                    + " with an alphabetic character, and end with an alphanumeric character (e.g."
                    + " 'my-name',  or 'abc-123', regex used for validation is"
                    + " '[a-z]([-a-z0-9]*[a-z0-9])?')"));
      }
      checkLength(path, name, 63, causes);
    } else if (LABEL_NAMES.contains(type.plural())) {
      if (!IS_LABEL.matcher(name).matches()) {
        causes.add(
            path.invalid(
                value,
                "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or"
                    + " '-', and must start and end with an alphanumeric character (e.g. 'my-name',"
                    + "  or '123-abc', regex used for validation is '"
                    + LABEL
                    + "')"));
      }
      checkLength(path, name, 63, causes);
    } else {
      if (!IS_SUBDOMAIN.matcher(name).matches()) {
        causes.add(
            path.invalid(
                value,
                "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric"
                    + " characters, '-' or '.', and must start and end with an alphanumeric"
                    + " character (e.g. 'example.com', regex used for validation is '"
                    + SUBDOMAIN
                    + "')"));
      }
      checkLength(path, name, 253, causes);
    }
  }

  private static void checkLength(FieldPath path, String text, int max, List<Cause> causes) {
    if (text.length() > max) {
      causes.add(
          path.invalid(TextNode.valueOf(text), "must be no more than " + max + " characters"));
    }
  }

  private static void checkKey(String key, FieldPath path, List<Cause> causes) {
    int slash = key.indexOf('/');
    String prefix = slash < 0 ? "" : key.substring(0, slash);
    String name = key.substring(slash + 1);
    boolean good =
        IS_NAME_PART.matcher(name).matches()
            && name.length() <= 63
            && (slash < 0 || IS_SUBDOMAIN.matcher(prefix).matches());
    if (!good) {
      causes.add(
          path.invalid(
              TextNode.valueOf(key),
              "name part must consist of alphanumeric characters, '-', '_' or '.', and must start"
                  + " and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or"
                  + " '123-abc', regex used for validation is '("
                  + NAME_PART
                  + ")')"));
    }
  }

  private static void checkValue(JsonNode value, List<Cause> causes) {
    FieldPath path = METADATA.child("labels");
    if (value.asText().length() > 63) {
      causes.add(path.invalid(value, "must be no more than 63 bytes"));
    } else if (!IS_VALUE.matcher(value.asText()).matches()) {
      causes.add(
          path.invalid(
              value,
              "a valid label must be an empty string or consist of alphanumeric characters, '-',"
                  + " '_' or '.', and must start and end with an alphanumeric character (e.g."
                  + " 'MyValue',  or 'my_value',  or '12345', regex used for validation is '("
                  + NAME_PART
                  + ")?')"));
    }
  }

  private static void checkOwners(JsonNode owners, List<Cause> causes) {
    int i = 0;
    for (JsonNode owner : owners) {
      FieldPath path = METADATA.child("ownerReferences").index(i++);
      for (String field : List.of("apiVersion", "kind", "name", "uid")) {
        if (Json.text(owner, field).isEmpty()) {
          String what =
              field.equals("apiVersion") ? "version must not be empty" : "must not be empty";
          causes.add(path.child(field).invalid(TextNode.valueOf(""), what));
        }
      }
    }
  }
}
