"""The Chinese words of the catalogue: names of methods, how to read them, and the caveats' texts.

Used through `Method.named`, `Method.read` and `Caveat.said` by dossiers, which are drafted in both languages at
once. Every code of `catalogue` is here, a test sees to it. Only formulas and references told in words are translated.
"""

from collections.abc import Mapping
from types import MappingProxyType

METHODS: Mapping[str, tuple[str, str, str]] = MappingProxyType(
    {
        # code: (name, how to read it, unit)
        "rca": ("显性比较优势指数", "大于 1：该国（地区）在该类商品上具有专业化优势", "比值"),
        "rsca": ("对称性比较优势指数", "大于 0：该国（地区）在该类商品上具有专业化优势", "指数"),
        "nrca": (
            "标准化比较优势指数",
            "大于 0：高于预期；对商品、对国家（地区）求和均为 0",
            "占世界贸易份额",
        ),
        "tci": ("贸易互补性指数", "有方向，由出口方到进口方；数值越高，出口方所售越贴近进口方所需", "分"),
        "finger_kreinin": ("出口相似度指数", "双向对称；数值越高，双方出口商品越相近，竞争越强", "分"),
        "intensity": ("贸易强度指数", "有方向；大于 1：双方贸易超出由各自规模推算的水平", "比值"),
        "complementarity": ("互补度（C）", "有方向；大于 1：双方的商品结构有利于贸易", "比值"),
        "bias": ("国别偏向度（B）", "有方向；大于 1：双方贸易超出由商品结构推算的水平", "比值"),
        "grubel_lloyd": ("产业内贸易指数", "双向对称；数值越高，双方在同类商品上互有进出口", "指数"),
        "location_quotient": ("区位商", "大于 1：该产业在该市相对集中", "比值"),
        "proximity": ("商品邻近度", "双向对称；数值越高，两类商品越常由同一批国家（地区）专业化生产", "概率"),
        "next_goods": (
            "下一步可做的商品",
            "按商品密度由高到低：在对方需要的商品中，最接近我方已有优势的排在前面",
            "清单",
        ),
        "outlook": ("复杂度前景", "数值越高，邻近的复杂商品越多", "标准差（加权）"),
        "gain": ("前景增益", "大于 0：该商品可通向更复杂的商品", "标准差（加权）"),
        "export_potential": (
            "出口潜力",
            "有方向；高于实际流量：该商品的贸易低于供给、需求和双方贸易便利程度所对应的水平",
            "数据表的货币单位",
        ),
        "density": ("商品密度", "数值越高，该国（地区）已具备的邻近商品越多", "份额"),
        "complexity": ("经济复杂度", "数值越高，经济越复杂；符号取法使指数随多样化程度上升", "标准差"),
        "composite": ("综合得分", "数值越高越安全", "分"),
        "composite_interval": ("综合得分的不确定性", "数值越高越安全；区间越宽，把握越小", "分"),
        "told_apart": ("两个得分能否区分", "差距在界限以内的，不能区分高低", "分"),
        "sobol": ("对各项选择的敏感性", "数值越高，该项选择的影响越大", "方差份额"),
        "additive_value": ("加权综合得分", "数值越高，在所设权重下越合适", "分"),
        "topsis": ("TOPSIS（固定标尺）", "数值越高，越接近各项准则都最佳的城市", "贴近度"),
        "topsis_classical": ("TOPSIS（原始方法）", "数值越高，越接近所比对象中的最佳者", "贴近度"),
        "promethee": ("PROMETHEE II 净流量", "大于 0：优于它的少于不及它的", "净流量"),
        "weight_stability": ("权重稳定区间", "区间越宽，名次越不依赖该项权重", "权重份额"),
        "kendall": ("两种排序的一致程度", "1：次序完全相同；0：无一致性；−1：次序完全相反", "τ 值"),
        "framework_choices": ("对框架各项选择的敏感性", "数值越高，得分或位次越取决于该项选择", "方差份额"),
        "decay": ("活跃度（衰减法）", "数值越高，有记录的交流越多、越近", "加权交流次数"),
        "p_alive": ("关系存续概率", "数值越高，最近一次交流以来的间隔越接近平常的间隔", "概率"),
        "matching": (
            "需求与资源对接",
            "数值越高，得到满足的重点需求越多、资源与需求越契合",
            "满足的需求（加权）",
        ),
        "class_rules": ("按规则分类", "分类附理由，不分高低", "类别"),
        "portfolio": ("年度行动组合", "数值越高，所选行动的预期成效越大", "预期成效"),
        "silence": ("沉寂预警", "数值越低，沉寂越不像平常的间隔；低于界限即提示", "概率"),
        "degree": ("友城数", "数值越高，名单所载友城越多", "个"),
        "core_number": ("核数", "数值越高，越处于联系密集的核心", "个"),
        "transitivity": ("传递性", "数值越高，一城的两个友城之间也常结为友城", "份额"),
        "local_clustering": (
            "局部聚集系数",
            "数值越高，该市各友城之间的联系越多；与传递性不是同一个数",
            "份额",
        ),
        "assortativity": ("度相关系数", "大于 0：友城多的城市倾向于同友城多的城市结好", "相关系数"),
        "components": ("连通部分", "最大部分越大，经友城关系可以到达的城市越多", "城市数"),
        "mean_distance": ("平均距离", "数值越低，城市之间相隔的步数越少", "步"),
        "betweenness": ("中介中心性", "数值越高，其他城市之间的最短路径经过该市越多；不代表影响力", "城市对"),
        "constraint": ("约束系数", "数值越低，各友城通向的地方越不相同，跨越的结构洞越多", "指数"),
        "redundancy": ("冗余度", "数值越高，各友城之间已有联系的越多", "份额"),
        "bridges": ("桥", "桥是两个部分之间已知的唯一通路", "对"),
        "common_partners": ("由共同友城推荐", "数值越高，共同友城越多、且其友城越少；与合作意愿无关", "指数"),
        "rewired": ("与同等友城数的随机网络比较", "远离 0：各市友城数和各国（地区）规模不足以解释", "标准差"),
        "rewired_in_groups": (
            "与同等国别往来的随机网络比较",
            "远离 0：各国（地区）之间的往来规模不足以解释",
            "标准差",
        ),
        "spread": ("布局与随机布局比较", "大于 0：该处友城多于随机所得", "标准差"),
    }
)

FORMULAS: Mapping[str, str] = MappingProxyType(
    {
        "next_goods": "尚不具优势；ω 不低于此类商品的中位数；(M_jk / M_j) / (W_k / W_M) ≥ 1",
        "grubel_lloyd": "1 − |X − M| / (X + M)；全部商品：1 − Σ|X − M| / Σ(X + M)",
        "complexity": "D_c⁻¹ M D_p⁻¹ Mᵀ（ECI）与 D_p⁻¹ Mᵀ D_c⁻¹ M（PCI）的第二特征向量，经标准化",
        "composite": "按固定标尺换算为 0 至 100 分；维度之内取加权算术平均，各维度之间取几何平均",
        "composite_interval": "对标准误、权重（狄利克雷分布）、标准化和合成方法作蒙特卡洛抽样，取 5%、50%、95% 分位数",
        "additive_value": "Σ_j w_j · v_j(x_j) / Σ_j w_j，只对已知准则求和；v_j 按固定标尺换算为 0 至 100 分",
        "topsis_classical": "D⁻ / (D⁺ + D⁻)；各列为 x_ij / √Σ_i x_ij²，正、负理想解取自所比对象",
        "weight_stability": "{t ∈ [0, 1]：#{b：V_b(t) > V_a(t)} < k}；w_c = t，其余权重保持比例",
        "framework_choices": "各国（地区）得分、位次以及平均位次变动 R̄ = Σ_c |r_c − r_c⁰| / n 的 S_i 与 S_Ti；各项选择对所有国家（地区）同时抽样",
        "silence": "P（沉寂满 s）= e^(−λ s)",
        "matching": "max Σ v_ij s_ij；Σ_j s_ij ≤ 1，Σ_i q_i s_ij ≤ C_j，#{i: s_ij > 0} ≤ k_j；v_ij = 优先级 · 契合度；"
        "各县区 Σ p_i s_ij ≥（t* − 容许差距）· 可达上限",
        "class_rules": "依次核对规则，条件全部满足的第一条决定类别；因数据缺失而有多种可能的，不作分类",
        "portfolio": "max Σ v_i x_i，x_i ∈ {0, 1}；Σ 经费_i x_i ≤ 预算，Σ 人日_i x_i ≤ 可用人日，Σ_出访 x_i ≤ n；"
        "各布局、各城市：下限 ≤ Σ x_i ≤ 上限",
        "core_number": "最大的 k，使该市所在的一部分城市在其中各有不少于 k 个友城",
        "local_clustering": "三角形数_i / [d_i (d_i − 1) / 2]；求平均时，友城不足两个的按 0 计",
        "transitivity": "3 × 三角形数 / 两步路径数",
        "assortativity": "友城关系两端友城数的相关系数",
        "components": "其中任意两城之间都有通路的最大城市集合",
        "mean_distance": "全部连通城市对之间最少步数的平均值",
        "betweenness": "Σ_{s<t} σ_st(i) / σ_st；抽样时：n / k · k 个起点之和",
        "bridges": "去掉之后所在部分即一分为二的友城关系",
        "common_partners": "资源分配指数 Σ_q 1 / d_q；阿达米克–阿达尔指数 Σ_q 1 / ln d_q；q 为共同友城",
        "rewired": "z =（实际值 − 随机重连的均值）/ 随机重连的标准差；每城友城数不变",
        "rewired_in_groups": "z =（实际值 − 随机重连的均值）/ 随机重连的标准差；每城友城数及两国（地区）之间的对数不变",
        "spread": "z_g = (n_g − n p_g) / √[n p_g (1 − p_g)]；偏离度 = ½ Σ_g |n_g / n − p_g|",
        "degree": "d_i = 与 i 结好的城市数",
        "redundancy": "1 − 有效规模 / d = 2t / d²，t 为 d 个友城之间的友城关系数",
    }
)

REFERENCES: Mapping[str, str] = MappingProxyType(
    {
        "next_goods": "参照 Hidalgo, Klinger, Barabási and Hausmann 2007；两条界限由本平台设定",
        "export_potential": "参照 Decreux and Spies 2016（国际贸易中心），未含预测、关税和距离",
        "topsis": "Hwang and Yoon 1981；正、负理想解固定在标尺两端",
        "decay": "指数衰减，每类交流各有半衰期",
        "class_rules": "本单位规则，以数据保存",
        "portfolio": "Markowitz and Manne 1957, Econometrica 25:84；由 HiGHS 求解（Huangfu and Hall 2018）",
        "silence": "泊松过程",
    }
)

CAVEATS: Mapping[str, str] = MappingProxyType(
    {
        "intermediates_only": "依据国家间投入产出数据计算：只含中间产品和服务，不含最终消费。",
        "exports_only": "数据只有出口，不含进口。",
        "no_exports": "%(countries)s 无出口记录，指数无定义。",
        "not_traded": "%(count)s 类商品在世界合计中无出口，指数无定义。",
        "not_comparable": "大于 1 的数值不能在国家（地区）之间或商品之间直接比较；排序请用标准化形式。",
        "class_detail": "数值随商品分类的粗细而变（此处 %(goods)s 类），只可在同一分类内比较。",
        "own_imports_unknown": "%(country)s 无进口记录，未从世界进口中扣除。",
        "partial_profile": "该市数据表缺少 %(missing)s；份额按已有数据的合计计算。",
        "no_size_threshold": "未设规模下限，出口很小的地方可能排在前列。",
        "small_places_left_out": "出口低于 %(minimum)s 的未列入：%(countries)s。",
        "outside_network": "与主体贸易网络不相连，未计分：%(codes)s。",
        "sign_undetermined": "各国（地区）多样化程度相同，复杂度的正负号只是约定。",
        "tied_eigenvalues": "第二、第三特征值几乎相等，复杂度指数不唯一。",
        "self_counted": "商品自身计入其邻近商品（φ_pp = 1）。",
        "self_left_out": "商品自身不计入其邻近商品。",
        "dimension_not_scored": "%(dimension)s 未计分：已有指标占该维度权重的 %(present)s %%，须达到 %(needed)s %%。",
        "overall_not_scored": "有维度未计分，故不给总分。",
        "missing_indicators": "缺少：%(indicators)s。其余指标的权重已按比例放大。",
        "imputed": "系补填而非实测：%(indicators)s。",
        "no_standard_error": "%(indicators)s 未公布标准误，相应区间偏窄。",
        "error_unknown": "两者之一未公布标准误，无法判断能否区分。",
        "beyond_goalposts": "超出标尺范围，按端点计：%(indicators)s。",
        "set_dependent": "标准化用到所比较国家（地区）的取值范围，增加一个即会改变得分。",
        "depends_on_the_set": "计算用到全部候选城市的数据，增加一个即会改变所有数值。",
        "criteria_unknown": "所有候选城市均无 %(criteria)s 的数据，其余权重已按比例放大。",
        "not_ranked": "因已知数据不足而未排名：%(of)s 个中的 %(count)s 个。",
        "imputed_in_sensitivity": "仅在敏感性分析中补填 %(count)s 个数据（取同组均值或全体均值），从不用于得分。",
        "few_samples": "每项选择 %(samples)s 个样本：指数误差约 ±0.05。",
        "red_line": "红线：%(text)s（来源：%(source)s）。",
        "record_keeping": "依据记录得出的分数也反映记录工作本身：共 %(records)s 条记录，最近一条为 %(last)s。",
        "no_records": "没有交流记录，无法判断活跃度。",
        "few_records": "只有 %(records)s 条记录，数值仅供参考。",
        "imprecise_dates": "%(count)s 个日期只知大致时段，按时段最后一日计。",
        "later_records": "%(count)s 条记录在所问日期之后，未计入。",
        "no_repeat": "有日期的往来不足两次，按模型定义结果必为 1，故不给概率。",
        "borrowed_parameters": "参数取自一家网上商店顾客的公开研究，并非由友城关系拟合：只看次序，不看高低。",
        "values_add_up": "各项成效直接相加：同一城市的两项行动按两者之和计。",
        "gap_left": "未证明为最优：最多还可提高 %(gap)s %%。",
        "below_floor": "整项对接不能再细分，仍低于共同水平：%(districts)s。",
        "fitted_few": "仅由 %(histories)s 段往来历史拟合。",
        "city_output": "城市一方为产出而非出口，每个行业在其对应商品之间平均分摊；%(share)s %% 的数据有对应商品。",
        "association_only": "商品之间的邻近度由众多国家（地区）的情况得出，本地企业能否生产、销售该商品需另行核实。",
        "potential_static": "潜力值未计入增长预测、关税和距离；其合计等于双方现有贸易额，只说明在哪些商品上尚有不足。",
        "whole_world": "世界进口含出口方自身的进口（WITS 的口径）。",
        "sampled_sources": "由 %(nodes)s 个起点中随机抽取的 %(sources)s 个估计，另附标准误。",
        "few_ties": "只有 %(ties)s 对友城关系，z 值仅供参考。",
        "few_partners": "只有 %(partners)s 个友城，由网络结构能得出的很少。",
    }
)
