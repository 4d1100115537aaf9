{{- /* The release's name if that says what it is, else both names. */ -}}
{{- define "mesos-operator.name" -}}
{{- if contains .Chart.Name .Release.Name -}}
{{- .Release.Name | trunc 63 | trimSuffix "-" -}}
{{- else -}}
{{- printf "%s-%s" .Release.Name .Chart.Name | trunc 63 | trimSuffix "-" -}}
{{- end -}}
{{- end -}}

{{- define "mesos-operator.selector" -}}
app.kubernetes.io/name: mesos-operator
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end -}}

{{- define "mesos-operator.labels" -}}
{{ include "mesos-operator.selector" . }}
app.kubernetes.io/component: operator
app.kubernetes.io/part-of: mesos
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version | replace "+" "_" }}
{{- end -}}

{{- define "mesos-operator.serviceAccountName" -}}
{{- if .Values.serviceAccount.create -}}
{{- .Values.serviceAccount.name | default (include "mesos-operator.name" .) -}}
{{- else -}}
{{- required "serviceAccount.name is needed with serviceAccount.create=false: name the one to use" .Values.serviceAccount.name -}}
{{- end -}}
{{- end -}}

{{- /* REGISTRY + name + TAG; a name that has a tag or a digest of its own stays as it is. Call with (list $ name). */ -}}
{{- define "mesos-operator.image" -}}
{{- $values := (index . 0).Values -}}
{{- $name := index . 1 -}}
{{- if or (contains "@" $name) (contains ":" (base $name)) -}}
{{- $name -}}
{{- else -}}
{{- printf "%s%s:%s" $values.images.registry $name $values.images.tag -}}
{{- end -}}
{{- end -}}

{{- define "mesos-operator.containerSecurity" -}}
allowPrivilegeEscalation: false
readOnlyRootFilesystem: true
capabilities:
  drop: [ALL]
{{- end -}}

{{- define "mesos-operator.podSecurity" -}}
runAsNonRoot: true
runAsUser: 10001
runAsGroup: 10001
seccompProfile:
  type: RuntimeDefault
{{- end -}}

{{- /* docs/reference/rbac.md gives the reason for each line. */ -}}
{{- define "mesos-operator.rules" -}}
- apiGroups: [mesos.dev]
  resources: [mesosclusters]
  verbs: [get, list, watch, patch]
- apiGroups: [mesos.dev]
  resources: [mesosclusters/status]
  verbs: [patch]
- apiGroups: [mesos.dev]
  resources: [mesosclusters/finalizers]
  verbs: [update]
- apiGroups: [apps]
  resources: [statefulsets]
  verbs: [get, list, watch, create, patch, delete]
- apiGroups: [""]
  resources: [services, configmaps]
  verbs: [get, list, watch, create, patch, delete]
- apiGroups: [""]
  resources: [secrets]
  verbs: [get, list, watch, create, patch]
- apiGroups: [policy]
  resources: [poddisruptionbudgets]
  verbs: [get, list, watch, create, patch, delete]
- apiGroups: [""]
  resources: [pods]
  verbs: [get, list, watch, patch]
- apiGroups: [coordination.k8s.io]
  resources: [leases]
  verbs: [get, list, watch, create, patch]
- apiGroups: [""]
  resources: [events]
  verbs: [create, patch]
{{- end -}}
