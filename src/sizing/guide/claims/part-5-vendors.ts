// data table: exempt from the size limits
import { type Claim, inSection, row } from '../claim.ts';
import { policy } from '../rules/plain.ts';

/** A question of the vendor form: encoded with the evidence that answers it. */
const question = (en: string, zh: string) => policy(`answered by ${en}`, `以${zh}作答`);

/** Part 5: what to ask a vendor. */
export const partFiveClaims: readonly Claim[] = [
  ...inSection('5.0', [
    row(
      'G-175',
      'checklist',
      'policy',
      'Every vendor must be asked these 22 questions.',
      '这 22 个问题须问每一家供应商。',
      policy(
        '`checklist` writes one line a question, with its evidence or a gap',
        '`checklist` 逐题成行，附证据或标明空缺',
      ),
      { questions: 22 },
    ),
  ]),
  ...inSection('5.1', [
    row(
      'G-176',
      'checklist',
      'measurable',
      'Which GPU is delivered?',
      '交付的是哪款显卡？',
      question('name, memory and id of each GPU in telemetry', '遥测中每张卡的名称、显存与编号'),
    ),
    row(
      'G-177',
      'checklist',
      'measurable',
      'Does its memory hold the model unquantised?',
      '显存放得下未量化的模型吗？',
      question('`fit` and a start of the model', '`fit` 与实际启动'),
    ),
    row(
      'G-178',
      'checklist',
      'measurable',
      'Is there a fast interconnect?',
      '有没有高速互联？',
      question(
        'topology, link counters and scaling from one to all cards',
        '拓扑、链路计数器与单卡到全卡的扩展性',
      ),
    ),
    row(
      'G-179',
      'checklist',
      'measurable',
      'Do cooling, power and network suffice?',
      '散热、供电与网络够不够？',
      question(
        'throttle reasons, temperature and power over a long run',
        '长时间运行中的降频原因、温度与功率',
      ),
    ),
  ]),
  ...inSection('5.2', [
    row(
      'G-180',
      'checklist',
      'measurable',
      'Which engine runs?',
      '运行的是哪种引擎？',
      question(
        '`probe`: server headers, version and metric names',
        '`probe` 的响应头、版本与指标名',
      ),
    ),
    row(
      'G-181',
      'checklist',
      'evidence',
      'How often is it updated?',
      '多久更新一次？',
      question('versions observed over time in `history`', '`history` 中历次实见的版本'),
    ),
    row(
      'G-182',
      'checklist',
      'measurable',
      'Are tensor and pipeline parallelism supported?',
      '支不支持张量与流水线并行？',
      question('flags and the load of each GPU', '启动参数与各卡负载'),
    ),
    row(
      'G-183',
      'checklist',
      'measurable',
      'What is the cache policy, and can it change?',
      '缓存策略是什么，可否调整？',
      question(
        'cache format, blocks and prefix hits in its metrics',
        '指标中的缓存格式、块数与前缀命中',
      ),
    ),
    row(
      'G-184',
      'checklist',
      'measurable',
      'Are benchmark figures open to inspection?',
      '性能测试数据是否可查？',
      question("the vendor's figures run again by `run`", '用 `run` 重测供应商的数字'),
    ),
  ]),
  ...inSection('5.3', [
    row(
      'G-185',
      'checklist',
      'measurable',
      'Which models are offered?',
      '提供哪些模型？',
      question('the list of models and one answer of each', '模型列表与各自一次作答'),
    ),
    row(
      'G-186',
      'checklist',
      'measurable',
      'Which precisions are offered?',
      '各有哪些精度？',
      question(
        'declared precision against memory and speed in `audit`',
        '`audit` 中申报精度与显存、速度的对照',
      ),
    ),
    row(
      'G-187',
      'checklist',
      'measurable',
      'Is accuracy after quantising documented?',
      '有没有量化后的准确率数据？',
      question("the vendor's table beside `ab`", '供应商表格与 `ab` 结果并列'),
    ),
    row(
      'G-188',
      'checklist',
      'evidence',
      'Can models be fine-tuned?',
      '能不能微调？',
      question(
        'an adapter that answers a planted question differently',
        '对预设问题作答不同的适配器',
      ),
    ),
  ]),
  ...inSection('5.4', [
    row(
      'G-189',
      'checklist',
      'evidence',
      'Is there support around the clock?',
      '是否全天候支持？',
      question('a clause of the contract', '合同条款'),
    ),
    row(
      'G-190',
      'checklist',
      'measurable',
      'Which alarms exist?',
      '有哪些告警？',
      question('time from a planted fault to its alarm', '从注入故障到告警的时间'),
    ),
    row(
      'G-191',
      'checklist',
      'evidence',
      'How fast are faults and upgrades handled?',
      '故障与升级多快处理？',
      question('service terms and ticket times', '服务条款与工单时间'),
    ),
    row(
      'G-192',
      'checklist',
      'measurable',
      'Are backup and recovery included?',
      '是否含备份与容灾？',
      question('the time a `drill` takes to serve again', '`drill` 恢复服务所需时间'),
    ),
    row(
      'G-193',
      'checklist',
      'evidence',
      'What does a year of upkeep cost?',
      '一年维护要多少钱？',
      question('a quote in the price book', '价格簿中的报价'),
    ),
  ]),
  ...inSection('5.5', [
    row(
      'G-194',
      'checklist',
      'evidence',
      'How is privacy guarded?',
      '隐私怎样保护？',
      question(
        'documents, and planted data that no other tenant sees',
        '文件，以及其他租户看不到的预埋数据',
      ),
    ),
    row(
      'G-195',
      'checklist',
      'measurable',
      'Does it run without any network?',
      '能否完全断网运行？',
      question('service with the outbound network cut', '切断外网后仍可服务'),
    ),
    row(
      'G-196',
      'checklist',
      'measurable',
      'Which audit log and access control exist?',
      '有何审计日志与访问控制？',
      question(
        'a request found in the log, and a wrong key refused',
        '日志中查到请求，错误密钥被拒',
      ),
    ),
    row(
      'G-197',
      'checklist',
      'evidence',
      'Does it meet the rules that apply, foreign and domestic?',
      '是否符合适用的国内外法规？',
      question('certificates, domestic and foreign kept apart', '证书，国内与国外分列'),
    ),
  ]),
];
