/*
 * A source of paced event streams: waits for N chat requests, then sends each stream one event per
 * period with the send instant (CLOCK_MONOTONIC, ns) as its content. One thread; each event is one
 * send() of one HTTP chunk. Prints one JSON line when it listens, one when the streams begin and one
 * at the end. Usage: source STREAMS RATE_PER_S EVENTS together|apart
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

static const char HEAD[] =
    "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream; charset=utf-8\r\n"
    "transfer-encoding: chunked\r\n\r\n";
static const char BEFORE[] =
    "data: {\"id\":\"chatcmpl-0123456789abcdef0123456789abcdef\",\"object\":\"chat.completion.chunk\","
    "\"created\":1700000000,\"model\":\"bench-model-with-a-name-of-usual-length\",\"choices\":[{\"index\":0,"
    "\"delta\":{\"content\":\"";
static const char AFTER[] = "\"},\"logprobs\":null,\"finish_reason\":null}]}\n\n";
static const char FINISH[] =
    "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"\"},\"finish_reason\":\"stop\"}]}\n\n"
    "data: [DONE]\n\n";

static int64_t now_ns(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (int64_t)t.tv_sec * 1000000000LL + t.tv_nsec;
}

static void sleep_until(int64_t at) {
  struct timespec t = {at / 1000000000LL, at % 1000000000LL};
  while (clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &t, NULL) == EINTR) {
  }
}

static long blocked = 0;

static void send_all(int fd, const char *bytes, size_t size) {
  size_t sent = 0;
  while (sent < size) {
    ssize_t n = send(fd, bytes + sent, size - sent, MSG_DONTWAIT | MSG_NOSIGNAL);
    if (n > 0) {
      sent += (size_t)n;
    } else if (n < 0 && (errno == EAGAIN || errno == EWOULDBLOCK)) {
      struct pollfd p = {fd, POLLOUT, 0};
      blocked++;
      poll(&p, 1, 1000);
    } else {
      return; /* the client is gone */
    }
  }
}

static size_t chunk(char *out, const char *body, size_t size) {
  size_t head = (size_t)sprintf(out, "%zx\r\n", size);
  memcpy(out + head, body, size);
  memcpy(out + head + size, "\r\n", 2);
  return head + size + 2;
}

/* Reads one request with its body; the requests of the bench fit into one buffer. */
static int read_request(int fd) {
  static char text[1 << 16];
  size_t have = 0;
  for (;;) {
    ssize_t n = recv(fd, text + have, sizeof text - 1 - have, 0);
    if (n <= 0) return -1;
    have += (size_t)n;
    text[have] = 0;
    char *end = strstr(text, "\r\n\r\n");
    if (!end) continue;
    char *length = strcasestr(text, "content-length:");
    size_t body = length ? (size_t)atol(length + 15) : 0;
    if (have >= (size_t)(end + 4 - text) + body) return 0;
  }
}

int main(int argc, char **argv) {
  if (argc < 5) return 2;
  int streams = atoi(argv[1]);
  double rate = atof(argv[2]);
  int events = atoi(argv[3]);
  int together = strcmp(argv[4], "together") == 0;
  struct rlimit files = {65536, 65536};
  setrlimit(RLIMIT_NOFILE, &files);

  int server = socket(AF_INET, SOCK_STREAM, 0);
  struct sockaddr_in address = {0};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  if (bind(server, (struct sockaddr *)&address, size) || listen(server, 4096)) return 1;
  getsockname(server, (struct sockaddr *)&address, &size);
  printf("{\"port\":%d}\n", ntohs(address.sin_port));
  fflush(stdout);

  int *fds = calloc((size_t)streams, sizeof *fds);
  for (int i = 0; i < streams;) {
    int fd = accept(server, NULL, NULL);
    if (fd < 0) continue;
    int on = 1;
    setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    if (read_request(fd) < 0) {
      close(fd);
      continue;
    }
    send_all(fd, HEAD, sizeof HEAD - 1);
    fds[i++] = fd;
  }

  int64_t period = (int64_t)(1e9 / rate);
  int64_t start = now_ns() + 100000000LL;
  int64_t worst = 0;
  printf("{\"startNs\":%lld}\n", (long long)start);
  fflush(stdout);
  char body[1024], out[1100];
  for (int k = 0; k < events; k++) {
    for (int i = 0; i < streams; i++) {
      int64_t due = start + period * k + (together ? 0 : period * i / streams);
      if (due > now_ns()) sleep_until(due);
      int64_t at = now_ns();
      if (at - due > worst) worst = at - due;
      int length = sprintf(body, "%s%019lld%s", BEFORE, (long long)at, AFTER);
      send_all(fds[i], out, chunk(out, body, (size_t)length));
    }
  }
  for (int i = 0; i < streams; i++) {
    size_t length = chunk(out, FINISH, sizeof FINISH - 1);
    memcpy(out + length, "0\r\n\r\n", 5);
    send_all(fds[i], out, length + 5);
  }
  struct rusage used;
  getrusage(RUSAGE_SELF, &used);
  printf("{\"cpuMs\":%ld,\"blocked\":%ld,\"worstLateUs\":%lld}\n",
         used.ru_utime.tv_sec * 1000 + used.ru_utime.tv_usec / 1000 +
             used.ru_stime.tv_sec * 1000 + used.ru_stime.tv_usec / 1000,
         blocked, (long long)worst / 1000);
  fflush(stdout);
  char rest[4096];
  for (int i = 0; i < streams; i++) {
    struct pollfd p = {fds[i], POLLIN, 0};
    if (poll(&p, 1, 2000) > 0) (void)!recv(fds[i], rest, sizeof rest, 0);
    close(fds[i]);
  }
  return 0;
}
