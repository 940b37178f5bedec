import type { GuideRule } from './guide-rules.ts';
import type { LocalPlan } from './recommendation.ts';

/** Whether a local plan does what a rule asks, on every aspect that a plan decides. */
export function follows(plan: LocalPlan, rule: GuideRule): boolean {
  const { deployment, modelClass, precision, hardware, framework } = rule.advice;
  const sixteen = plan.precision === 'bf16' || plan.precision === 'fp16';
  return (
    (deployment === undefined || deployment.some((d) => d !== 'cloud')) &&
    (modelClass === undefined || modelClass.includes(plan.modelClass)) &&
    (precision === undefined ||
      precision.some((p) => (p === 'fp16' ? sixteen : p === plan.precision))) &&
    (hardware === undefined ||
      hardware.some((h) => h.gpu === plan.gpu && h.count === plan.gpusPerReplica)) &&
    (framework === undefined || framework.includes(plan.framework))
  );
}
