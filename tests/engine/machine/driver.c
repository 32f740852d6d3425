/* A stand-in for libnvidia-ml.so.1, loaded by the real binding.

   What it answers stands in the environment, so that one process can play many machines:
   NVML_COUNT is the number of cards; NVML_<card>_<FIELD> a value of one card, NVML_<FIELD> of all;
   NVML_FAIL a list ",function:code,function:code," of calls that end in an error. A split card has
   the number of its parts in PARTS; part P of card C is card 10 * (C + 1) + P. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

typedef unsigned long long u64;
typedef struct { u64 total, free, used; } memory;
typedef struct { unsigned gpu, memory; } use;
typedef struct { unsigned pid; u64 bytes; unsigned instance, part; } process;

#define EXPORT __attribute__((visibility("default")))
#define INSUFFICIENT_SIZE 7
#define NOT_FOUND 6
#define NOT_SUPPORTED 3

static int fails(const char *function) {
  const char *list = getenv("NVML_FAIL");
  char wanted[128];
  if (!list) return 0;
  snprintf(wanted, sizeof wanted, ",%s:", function);
  const char *found = strstr(list, wanted);
  if (!found) found = strstr(list, ",*:") ? strstr(list, ",*:") : NULL;
  return found ? atoi(strchr(found, ':') + 1) : 0;
}

static const char *text(void *card, const char *field) {
  char name[128];
  snprintf(name, sizeof name, "NVML_%d_%s", (int)(size_t)card - 1, field);
  const char *found = getenv(name);
  if (found) return found;
  snprintf(name, sizeof name, "NVML_%s", field);
  return getenv(name);
}

static int copy(const char *from, char *to, unsigned size) {
  if (!from) return NOT_SUPPORTED;
  strncpy(to, from, size);
  return 0;
}

static u64 number(void *card, const char *field, u64 other) {
  const char *found = text(card, field);
  return found ? strtoull(found, NULL, 0) : other;
}

#define CHECKED(function) { int code = fails(#function); if (code) return code; }
#define FUNCTION(name, ...) EXPORT int name(__VA_ARGS__)
#define ASKED(function, field, type)                        \
  FUNCTION(function, void *card, type *out) {               \
    CHECKED(function)                                       \
    if (!text(card, field)) return NOT_SUPPORTED;           \
    *out = (type)number(card, field, 0);                    \
    return 0;                                               \
  }

FUNCTION(nvmlInitWithFlags, unsigned flags) { CHECKED(nvmlInitWithFlags) return 0; }
FUNCTION(nvmlShutdown, void) { CHECKED(nvmlShutdown) return 0; }
EXPORT const char *nvmlErrorString(int code) { return "an error of the stand-in"; }

FUNCTION(nvmlSystemGetDriverVersion, char *out, unsigned size) {
  CHECKED(nvmlSystemGetDriverVersion) return copy(getenv("NVML_DRIVER"), out, size); }
FUNCTION(nvmlSystemGetCudaDriverVersion_v2, int *out) {
  CHECKED(nvmlSystemGetCudaDriverVersion_v2) *out = (int)number(NULL, "CUDA", 13000); return 0; }
FUNCTION(nvmlDeviceGetCount_v2, unsigned *out) {
  CHECKED(nvmlDeviceGetCount_v2) *out = (unsigned)number(NULL, "COUNT", 1); return 0; }
FUNCTION(nvmlDeviceGetHandleByIndex_v2, unsigned index, void **out) {
  CHECKED(nvmlDeviceGetHandleByIndex_v2) *out = (void *)(size_t)(index + 1); return 0; }
FUNCTION(nvmlDeviceGetHandleByUUID, const char *uuid, void **out) {
  CHECKED(nvmlDeviceGetHandleByUUID)
  for (size_t card = 1; card < 100; card++) {
    const char *own = text((void *)card, "UUID");
    if (own && !strcmp(own, uuid)) { *out = (void *)card; return 0; }
  }
  return NOT_FOUND;
}

FUNCTION(nvmlDeviceGetName, void *card, char *out, unsigned size) {
  CHECKED(nvmlDeviceGetName) return copy(text(card, "NAME"), out, size); }
FUNCTION(nvmlDeviceGetUUID, void *card, char *out, unsigned size) {
  CHECKED(nvmlDeviceGetUUID) return copy(text(card, "UUID"), out, size); }
FUNCTION(nvmlDeviceGetMemoryInfo, void *card, memory *out) {
  CHECKED(nvmlDeviceGetMemoryInfo)
  out->total = number(card, "TOTAL", 8ull << 30);
  out->used = number(card, "USED", 1ull << 30);
  out->free = number(card, "FREE", out->total - out->used);
  return 0;
}
FUNCTION(nvmlDeviceGetCudaComputeCapability, void *card, int *major, int *minor) {
  CHECKED(nvmlDeviceGetCudaComputeCapability)
  *major = (int)number(card, "MAJOR", 8); *minor = (int)number(card, "MINOR", 6);
  return 0;
}

static int processes(void *card, const char *own, unsigned *count, process *out) {
  const char *held = text(card, own);
  unsigned found = held ? 1 : 0;
  if (!found) { *count = 0; return 0; }
  if (!out) { *count = found; return INSUFFICIENT_SIZE; }
  out[0].pid = (unsigned)number(card, "PID", (u64)getpid());
  out[0].bytes = strtoull(held, NULL, 0);
  *count = found;
  return 0;
}
FUNCTION(nvmlDeviceGetComputeRunningProcesses_v3, void *card, unsigned *count, process *out) {
  CHECKED(nvmlDeviceGetComputeRunningProcesses_v3) return processes(card, "HELD", count, out); }
FUNCTION(nvmlDeviceGetGraphicsRunningProcesses_v3, void *card, unsigned *count, process *out) {
  CHECKED(nvmlDeviceGetGraphicsRunningProcesses_v3) return processes(card, "DRAWN", count, out); }

FUNCTION(nvmlDeviceGetMigMode, void *card, unsigned *now, unsigned *next) {
  CHECKED(nvmlDeviceGetMigMode)
  *now = *next = text(card, "PARTS") != NULL; return 0; }
FUNCTION(nvmlDeviceGetMaxMigDeviceCount, void *card, unsigned *out) {
  CHECKED(nvmlDeviceGetMaxMigDeviceCount) *out = 7; return 0; }
FUNCTION(nvmlDeviceGetMigDeviceHandleByIndex, void *card, unsigned index, void **out) {
  CHECKED(nvmlDeviceGetMigDeviceHandleByIndex)
  if (index >= number(card, "PARTS", 0)) return NOT_FOUND;
  *out = (void *)((size_t)card * 10 + index + 1);
  return 0;
}
FUNCTION(nvmlDeviceIsMigDeviceHandle, void *card, unsigned *out) {
  CHECKED(nvmlDeviceIsMigDeviceHandle) *out = (size_t)card > 10; return 0; }
FUNCTION(nvmlDeviceGetDeviceHandleFromMigDeviceHandle, void *card, void **out) {
  CHECKED(nvmlDeviceGetDeviceHandleFromMigDeviceHandle)
  *out = (void *)((size_t)card / 10); return 0; }

FUNCTION(nvmlDeviceGetUtilizationRates, void *card, use *out) {
  CHECKED(nvmlDeviceGetUtilizationRates)
  if (!text(card, "USE")) return NOT_SUPPORTED;
  out->gpu = (unsigned)number(card, "USE", 0); return 0; }
FUNCTION(nvmlDeviceGetClockInfo, void *card, unsigned kind, unsigned *out) {
  CHECKED(nvmlDeviceGetClockInfo)
  if (!text(card, "CLOCK")) return NOT_SUPPORTED;
  *out = (unsigned)number(card, "CLOCK", 0); return 0; }
FUNCTION(nvmlDeviceGetMaxClockInfo, void *card, unsigned kind, unsigned *out) {
  CHECKED(nvmlDeviceGetMaxClockInfo)
  if (!text(card, "TOP_CLOCK")) return NOT_SUPPORTED;
  *out = (unsigned)number(card, "TOP_CLOCK", 0); return 0; }
FUNCTION(nvmlDeviceGetTemperature, void *card, unsigned sensor, unsigned *out) {
  CHECKED(nvmlDeviceGetTemperature)
  if (!text(card, "CELSIUS")) return NOT_SUPPORTED;
  *out = (unsigned)number(card, "CELSIUS", 0); return 0; }
FUNCTION(nvmlDeviceGetDriverModel_v2, void *card, unsigned *now, unsigned *next) {
  CHECKED(nvmlDeviceGetDriverModel_v2)
  if (!text(card, "MODEL")) return NOT_SUPPORTED;
  *now = *next = (unsigned)number(card, "MODEL", 0); return 0; }
ASKED(nvmlDeviceGetPowerUsage, "POWER", unsigned)
ASKED(nvmlDeviceGetEnforcedPowerLimit, "POWER_LIMIT", unsigned)
ASKED(nvmlDeviceGetCurrentClocksThrottleReasons, "SLOWED", u64)
ASKED(nvmlDeviceGetDisplayActive, "DISPLAY", unsigned)
ASKED(nvmlDeviceGetComputeMode, "MODE", unsigned)
ASKED(nvmlDeviceGetCurrPcieLinkGeneration, "PCIE", unsigned)
ASKED(nvmlDeviceGetCurrPcieLinkWidth, "LANES", unsigned)
ASKED(nvmlDeviceGetMaxPcieLinkGeneration, "TOP_PCIE", unsigned)
ASKED(nvmlDeviceGetMaxPcieLinkWidth, "TOP_LANES", unsigned)
