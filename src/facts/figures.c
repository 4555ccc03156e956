#include "facts/figures.h"

struct ratio figures_recall(const struct figures *figures, enum figures_of kind)
{
	struct ratio ratio = { 0 };
	for (int tier = GOLD_CORE; tier <= (kind == FIGURES_CORE_AND_HARD ? GOLD_HARD : GOLD_CORE); tier++)
		for (int reading = GOLD_DIRECT; reading <= (kind == FIGURES_DIRECT_CORE ? GOLD_DIRECT : GOLD_COREF); reading++) {
			ratio.part += figures->found[tier][reading];
			ratio.whole += figures->rows[tier][reading];
		}
	return ratio;
}

struct ratio figures_precision(const struct figures *figures)
{
	return (struct ratio){ figures->right, figures->edges };
}

double ratio_value(struct ratio ratio)
{
	return ratio.whole ? (double)ratio.part / (double)ratio.whole : -1;
}

double figures_f1(const struct figures *figures, enum figures_of kind)
{
	double recall = ratio_value(figures_recall(figures, kind)), precision = ratio_value(figures_precision(figures));
	if (recall < 0)
		return -1;
	return recall > 0 && precision > 0 ? 2 * recall * precision / (recall + precision) : 0;
}

/* A mean while it is taken. */
struct mean {
	double sum;
	size_t n;
};

static void mean_add(struct mean *mean, double value)
{
	if (value < 0)
		return;
	mean->sum += value;
	mean->n++;
}

static double mean_value(struct mean mean)
{
	return mean.n ? mean.sum / (double)mean.n : -1;
}

struct figures_means figures_means(const struct figures *first, size_t stride, size_t n)
{
	struct mean recall[FIGURES_KINDS] = { 0 }, f1[FIGURES_KINDS] = { 0 }, precision = { 0 };
	struct figures_means means;
	for (size_t i = 0; i < n; i++) {
		const struct figures *figures = (const struct figures *)((const char *)first + i * stride);
		for (int kind = 0; kind < FIGURES_KINDS; kind++) {
			mean_add(&recall[kind], ratio_value(figures_recall(figures, (enum figures_of)kind)));
			mean_add(&f1[kind], figures_f1(figures, (enum figures_of)kind));
		}
		mean_add(&precision, ratio_value(figures_precision(figures)));
	}
	for (int kind = 0; kind < FIGURES_KINDS; kind++) {
		means.recall[kind] = mean_value(recall[kind]);
		means.f1[kind] = mean_value(f1[kind]);
	}
	means.precision = mean_value(precision);
	return means;
}
