package dev.mesos.local.api.model;

/** A resource without its version: what objects are stored under. */
public record GroupResource(String group, String plural) {}
