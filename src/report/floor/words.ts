export interface FloorWords {
  readonly title: string;
  readonly lead: (streams: number, rate: string) => string;
  readonly caption: string;
  readonly figure: string;
  readonly idle: string;
  readonly loaded: string;
  readonly rows: Readonly<Record<'ttftMs' | 'gapErrorMs' | 'stampErrorMs' | 'sendLagMs', string>>;
  readonly least: (text: string) => string;
  /** Name of a phase, "idle" or "loaded", within a sentence. */
  readonly phases: (id: string) => string;
  readonly loop: string;
  readonly events: string;
  readonly warning: (code: string, values: Readonly<Record<string, string>>) => string;
  readonly unmeasured: string;
}

/** Texts of the instrument's floor, in both languages. */
export const floorWords: Readonly<Record<'en' | 'zh', FloorWords>> = {
  en: {
    title: "The instrument's floor",
    lead: (streams, rate) =>
      `What this client sees of a source that answers at once, in another process on the same machine: nothing ` +
      `smaller can be measured here. Loaded means ${streams} streams of ${rate} events/s each.`,
    caption: "The instrument's floor: p50 / p99, with the interval of the p99 at 95%",
    figure: 'Figure',
    idle: 'Idle',
    loaded: 'Loaded',
    rows: {
      ttftMs: 'TTFT of an instant answer',
      gapErrorMs: 'Error of a gap',
      stampErrorMs: 'Error of a timestamp',
      sendLagMs: 'Send lag',
    },
    least: (text) => `least ${text}`,
    phases: (id) => id,
    loop: 'Event-loop utilisation',
    events: 'Events per s',
    warning: (code, v) => {
      switch (code) {
        case 'no-common-clock':
          return 'The two processes have no clock in common: the error of a timestamp is not known.';
        case 'source-shares-cpu':
          return 'One CPU only: source and client take time from each other, the true floor is lower.';
        case 'host-busy':
          return `The machine was busy before the measurement (load ${v['load']} on ${v['cpus']} CPUs): measure again when it is idle.`;
        case 'requests-failed':
          return `${v['failed']} of ${v['measured']} requests failed (${v['phase']}).`;
        case 'sample-too-small':
          return `Too few requests for a p99 (${v['phase']}, n = ${v['n']}): raise --seconds.`;
        case 'client-limited':
          return `The client itself was busy (${v['utilisation']} of the time): this load is beyond one worker of it.`;
        case 'load-not-reached':
          return `${v['reached']} of ${v['planned']} planned events/s came: the floor is that of a smaller load.`;
        default:
          return code;
      }
    },
    unmeasured:
      'The floor of the instrument was not measured before this run (steelyard floor, run --floor).',
  },
  zh: {
    title: '仪器的测量下限',
    lead: (streams, rate) =>
      `同一台机器上另一进程中的数据源立即应答，本客户端所见如下：比这更小的值在此测不出来。` +
      `“负载”指 ${streams} 路流，每路每秒 ${rate} 个事件。`,
    caption: '仪器的测量下限：p50 / p99，及 p99 的 95% 置信区间',
    figure: '指标',
    idle: '空闲',
    loaded: '负载',
    rows: {
      ttftMs: '即时应答的首 token 时延',
      gapErrorMs: '间隔误差',
      stampErrorMs: '时间戳误差',
      sendLagMs: '发送滞后',
    },
    least: (text) => `最小 ${text}`,
    phases: (id) => (id === 'idle' ? '空闲' : '负载'),
    loop: '事件循环利用率',
    events: '每秒事件数',
    warning: (code, v) => {
      switch (code) {
        case 'no-common-clock':
          return '两个进程没有共同的时钟：时间戳误差未知。';
        case 'source-shares-cpu':
          return '只有一个 CPU：数据源与客户端互相争用，真实下限更低。';
        case 'host-busy':
          return `测量之前机器已在忙（${v['cpus']} 个 CPU，负载 ${v['load']}）：请在空闲时重测。`;
        case 'requests-failed':
          return `${v['measured']} 个请求中 ${v['failed']} 个失败（${v['phase']}）。`;
        case 'sample-too-small':
          return `请求太少，无法给出 p99（${v['phase']}，n = ${v['n']}）：请增大 --seconds。`;
        case 'client-limited':
          return `客户端自身繁忙（占时间的 ${v['utilisation']}）：这样的负载超出单个工作线程的能力。`;
        case 'load-not-reached':
          return `计划每秒 ${v['planned']} 个事件，实到 ${v['reached']} 个：此下限属于更小的负载。`;
        default:
          return code;
      }
    },
    unmeasured: '本次测试之前没有测量仪器的下限（steelyard floor，run --floor）。',
  },
};
